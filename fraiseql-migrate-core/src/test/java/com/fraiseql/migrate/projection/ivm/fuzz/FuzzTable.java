// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A base table. Its key is {@code id}, and {@code part} beside it where the key is composite. Rows are told apart by
 * small numbers, from which ids of every type are made.
 *
 * @param name its name as it stands in SQL
 * @param idType the type of {@code id}
 * @param composite whether {@code part} belongs to the key
 * @param partitioned whether it has a partition for each {@code part}; then it is composite
 * @param references its foreign keys
 */
record FuzzTable(String name, String idType, boolean composite, boolean partitioned, List<Reference> references) {

    /** How many values {@code part} has. */
    static final int PARTS = 3;

    /**
     * A foreign key.
     *
     * @param prefix what its columns begin with
     * @param target the table; {@code null} would be itself, so it is a number: the target's place among the tables
     * @param nullable whether its columns may be NULL
     * @param actions what happens on deletion and update
     */
    record Reference(String prefix, int target, boolean nullable, String actions) {}

    /** The columns of the key. */
    List<String> key() {
        return composite ? List.of("id", "part") : List.of("id");
    }

    /** The columns of a reference to this table. */
    List<String> columnsOf(Reference reference) {
        return key().stream().map(column -> reference.prefix() + "_" + column).toList();
    }

    /** The id of the row with a number, which may be an expression. */
    String id(String number) {
        return switch (idType) {
            case "bigint" -> "(7000000000 + " + number + ")";
            case "uuid" -> "md5((" + number + ")::text)::uuid";
            case "text" -> "'k' || (" + number + ")";
            default -> "(" + number + ")";
        };
    }

    /** The values of the key of a row with a number. */
    String keyValues(String number) {
        return composite ? id(number) + ", (" + number + ") % " + PARTS : id(number);
    }

    /** What is true of the row with a number. */
    String is(String alias, String number) {
        return alias + ".id = " + id(number);
    }

    /** The partitions; empty without. */
    List<String> partitions() {
        return partitioned
                ? IntStream.range(0, PARTS)
                        .mapToObj(part -> name.replace("tb_", "tb_part" + part + "_"))
                        .toList()
                : List.of();
    }

    /** What creates it. */
    List<String> definition(List<FuzzTable> all) {
        List<String> columns = new ArrayList<>();
        columns.add("id " + idType + " NOT NULL");
        columns.add("part int NOT NULL DEFAULT 0");
        columns.add("name text NOT NULL DEFAULT 'n'");
        columns.add("amount numeric");
        columns.add("flag boolean NOT NULL DEFAULT false");
        columns.add("unused int");
        for (Reference reference : references) {
            FuzzTable target = all.get(reference.target());
            String own = String.join(", ", target.columnsOf(reference));
            String notNull = reference.nullable() ? "" : " NOT NULL";
            columns.add(reference.prefix() + "_id " + target.idType() + notNull);
            if (target.composite()) {
                columns.add(reference.prefix() + "_part int" + notNull);
            }
            columns.add("FOREIGN KEY (" + own + ") REFERENCES " + target.name() + " (" + String.join(", ", target.key())
                    + ") " + reference.actions());
        }
        columns.add("PRIMARY KEY (" + String.join(", ", key()) + ")");
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE " + name + " (" + String.join(", ", columns) + ")"
                + (partitioned ? " PARTITION BY LIST (part)" : ""));
        List<String> partitions = partitions();
        for (int part = 0; part < partitions.size(); part++) {
            statements.add(
                    "CREATE TABLE " + partitions.get(part) + " PARTITION OF " + name + " FOR VALUES IN (" + part + ")");
        }
        for (Reference reference : references) {
            statements.add("CREATE INDEX ON " + name + " ("
                    + String.join(", ", all.get(reference.target()).columnsOf(reference)) + ")");
        }
        return statements;
    }

    /** Columns of an alias equal those of another one, pair by pair. */
    static String equal(String alias, List<String> columns, String other, List<String> otherColumns) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> alias + "." + columns.get(i) + " = " + other + "." + otherColumns.get(i))
                .collect(Collectors.joining(" AND "));
    }
}
