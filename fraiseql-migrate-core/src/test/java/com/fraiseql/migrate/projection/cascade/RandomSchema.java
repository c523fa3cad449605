// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random tables with foreign keys of every action, to each other, to themselves and in circles; with partitions and
 * generated columns; and views that embed, count and unite their rows.
 */
final class RandomSchema {

    private record Table(String name, List<String> key) {

        String keyOf(String alias) {
            return key.stream().map(column -> alias + "." + column).collect(Collectors.joining(", "));
        }
    }

    private record Reference(Table from, List<String> columns, Table to) {

        String condition(String child, String parent) {
            return IntStream.range(0, columns.size())
                    .mapToObj(i -> child + "." + columns.get(i) + " = " + parent + "."
                            + to.key().get(i))
                    .collect(Collectors.joining(" AND "));
        }
    }

    private final Random random;
    private final boolean columnLists;
    private final List<Table> tables = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();

    RandomSchema(long seed, TestDatabase database) {
        random = new Random(seed);
        columnLists = database.majorVersion() >= 15;
    }

    String text() {
        int count = 4 + random.nextInt(3);
        for (int i = 1; i <= count; i++) {
            table("tb_t" + i);
        }
        for (Table table : tables) {
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                reference(table, i);
            }
        }
        for (Table table : tables) {
            if (random.nextInt(4) > 0) {
                view("v_" + table.name().substring(3), table);
            }
        }
        Table counted = one(tables);
        text.append("CREATE VIEW v_group AS SELECT g.x AS id, count(*) AS n, max(g.y) AS y FROM ")
                .append(counted.name())
                .append(" g GROUP BY g.x;\n");
        return text.toString();
    }

    private void table(String name) {
        List<String> key = random.nextInt(3) == 0 ? List.of("a", "b") : List.of("id");
        text.append("CREATE TABLE ").append(name).append(" (");
        key.forEach(column -> text.append(column).append(" int, "));
        text.append("x int, y text");
        if (random.nextInt(3) == 0) {
            text.append(", z int GENERATED ALWAYS AS (x + length(y)) STORED");
        } else {
            text.append(", z int");
        }
        text.append(", PRIMARY KEY (").append(String.join(", ", key)).append("))");
        if (random.nextInt(5) == 0) {
            text.append(" PARTITION BY RANGE (").append(key.get(0)).append(");\nCREATE TABLE ");
            text.append(name).append("_low PARTITION OF ").append(name);
            text.append(" FOR VALUES FROM (MINVALUE) TO (200);\nCREATE TABLE ").append(name);
            text.append("_high PARTITION OF ").append(name).append(" DEFAULT");
        }
        text.append(";\n");
        tables.add(new Table(name, key));
    }

    private void reference(Table from, int number) {
        Table to = one(tables);
        List<String> columns =
                to.key().stream().map(column -> "f" + number + column).toList();
        String delete = one(List.of("CASCADE", "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION", "RESTRICT"));
        String update = one(List.of("CASCADE", "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION"));
        boolean some = columnLists && columns.size() > 1 && delete.equals("SET NULL") && random.nextBoolean();
        columns.forEach(column -> text.append("ALTER TABLE ")
                .append(from.name())
                .append(" ADD ")
                .append(column)
                .append(" int;\n"));
        text.append("ALTER TABLE ").append(from.name()).append(" ADD FOREIGN KEY (");
        text.append(String.join(", ", columns)).append(") REFERENCES ").append(to.name());
        text.append(" ON DELETE ").append(delete).append(some ? " (" + columns.get(1) + ")" : "");
        text.append(" ON UPDATE ").append(update).append(";\n");
        references.add(new Reference(from, columns, to));
    }

    private void view(String name, Table root) {
        List<String> outputs = new ArrayList<>(List.of(root.keyOf("r"), one(List.of("r.x", "r.y", "r.z")) + " AS own"));
        StringBuilder from = new StringBuilder(root.name() + " r");
        int number = 0;
        for (Reference reference : references) {
            number++;
            if (reference.from().equals(root) && random.nextBoolean()) {
                String alias = "p" + number;
                from.append(random.nextInt(3) == 0 ? " JOIN " : " LEFT JOIN ")
                        .append(reference.to().name());
                from.append(' ').append(alias).append(" ON ").append(reference.condition("r", alias));
                outputs.add(alias + "." + one(List.of("x", "y", "z")) + " AS c" + number);
                embedded(reference.to(), alias, number, outputs);
            }
        }
        embedded(root, "r", 0, outputs);
        text.append("CREATE VIEW ").append(name).append(" AS SELECT ").append(String.join(", ", outputs));
        text.append(" FROM ").append(from);
        if (random.nextInt(4) == 0) {
            Table other = one(tables);
            text.append(" WHERE ").append(random.nextBoolean() ? "" : "NOT ");
            text.append("EXISTS (SELECT FROM ").append(other.name()).append(" e WHERE e.x = r.x)");
        }
        text.append(";\n");
    }

    /** Sub-selects over what refers to a row. */
    private void embedded(Table parent, String alias, int number, List<String> outputs) {
        for (Reference reference : references) {
            if (reference.to().equals(parent) && random.nextInt(3) == 0) {
                String child = "k" + number + "_" + outputs.size();
                String order = reference.from().keyOf(child);
                String what = one(List.of(
                        "count(*)",
                        "sum(" + child + ".z)",
                        "jsonb_agg(" + child + ".y ORDER BY " + order + ")",
                        "max(" + child + ".y)"));
                String where = " FROM " + reference.from().name() + " " + child + " WHERE "
                        + reference.condition(child, alias);
                outputs.add(
                        random.nextInt(4) == 0
                                ? "(SELECT " + child + ".y" + where + " ORDER BY " + order + " LIMIT 1) AS o"
                                        + outputs.size()
                                : "(SELECT " + what + where + ") AS o" + outputs.size());
            }
        }
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
