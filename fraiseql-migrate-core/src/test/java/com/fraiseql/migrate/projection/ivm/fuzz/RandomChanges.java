// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.fuzz.FuzzTable.Reference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** What writers do, statement by statement. */
final class RandomChanges {

    private static final List<String> NAMES = List.of("'a'", "'b'", "'ä'", "'x y'", "''", "'Zz'", "'{\"q\"}'");
    private static final List<String> AMOUNTS = List.of("1", "1.0", "1.00", "2.5", "-3", "NULL");

    private final List<FuzzTable> tables;
    private final Random random;
    private final boolean merge;

    /** With MERGE, or without where the server has none. */
    RandomChanges(List<FuzzTable> tables, Random random, boolean merge) {
        this.tables = tables;
        this.random = random;
        this.merge = merge;
    }

    Change next() {
        FuzzTable table = pick(tables);
        int kind = random.nextInt(100);
        if (kind < 18) {
            return Change.of(update(table));
        } else if (kind < 30) {
            return Change.of(insert(table, number()) + " ON CONFLICT DO NOTHING");
        } else if (kind < 38) {
            return Change.of(insert(table, number()) + " ON CONFLICT (" + String.join(", ", table.key())
                    + ") DO UPDATE SET name = excluded.name || '!', flag = NOT " + table.name() + ".flag");
        } else if (kind < 55) {
            return Change.of(link(table));
        } else if (kind < 63) {
            return Change.of("DELETE FROM " + table.name() + " t WHERE " + table.is("t", number()));
        } else if (kind < 68) {
            return Change.of("UPDATE " + table.name() + " t SET unused = " + random.nextInt(100) + " WHERE "
                    + table.is("t", number()));
        } else if (kind < 73) {
            return Change.of("UPDATE " + table.name() + " t SET id = " + table.id(number()) + " WHERE "
                    + table.is("t", number()));
        } else if (kind < 77) {
            return Change.of("UPDATE " + table.name() + " t SET part = (part + 1) % " + FuzzTable.PARTS + " WHERE "
                    + table.is("t", number()));
        } else if (kind < 81) {
            return Change.of(merge ? merge(table) : update(table));
        } else if (kind < 85) {
            return Change.of("WITH first AS (" + update(table) + " RETURNING 1) " + update(pick(tables)));
        } else if (kind < 89) {
            return copy(table);
        } else if (kind < 92) {
            return Change.of("UPDATE " + table.name() + " t SET amount = " + pick(AMOUNTS) + " WHERE t.flag");
        } else if (kind < 94) {
            return Change.of(many(table));
        } else if (kind < 98) {
            return Change.of(partition(table));
        }
        return rarely(table);
    }

    private String update(FuzzTable table) {
        String what = switch (random.nextInt(3)) {
            case 0 -> "name = " + pick(NAMES);
            case 1 -> "amount = " + pick(AMOUNTS);
            default -> "flag = NOT flag";
        };
        return "UPDATE " + table.name() + " t SET " + what + " WHERE " + table.is("t", number());
    }

    private String insert(FuzzTable table, String number) {
        return insert(table, "(VALUES (" + number + ")) v(n)", "v.n") + " LIMIT 1";
    }

    /** Rows with numbers; each refers to random rows that exist, and there is none where it would have to. */
    private String insert(FuzzTable table, String numbers, String number) {
        StringBuilder columns = new StringBuilder(String.join(", ", table.key()) + ", name, amount, flag");
        StringBuilder values = new StringBuilder(
                table.keyValues(number) + ", " + pick(NAMES) + ", " + pick(AMOUNTS) + ", " + random.nextBoolean());
        StringBuilder from = new StringBuilder(numbers);
        for (Reference reference : table.references()) {
            FuzzTable target = tables.get(reference.target());
            String alias = reference.prefix();
            columns.append(", ").append(String.join(", ", target.columnsOf(reference)));
            values.append(", ").append(RandomViews.key(alias, target.key()));
            from.append(reference.nullable() ? " LEFT JOIN " : " JOIN ")
                    .append(target.name())
                    .append(' ')
                    .append(alias)
                    .append(" ON ")
                    .append(target.is(alias, number()));
        }
        return "INSERT INTO " + table.name() + " (" + columns + ") SELECT " + values + " FROM " + from;
    }

    /** Lets a row refer to another one. */
    private String link(FuzzTable table) {
        if (table.references().isEmpty()) {
            return update(table);
        }
        Reference reference = pick(table.references());
        FuzzTable target = tables.get(reference.target());
        List<String> own = target.columnsOf(reference);
        if (reference.nullable() && random.nextInt(3) == 0) {
            return "UPDATE " + table.name() + " t SET " + String.join(" = NULL, ", own) + " = NULL WHERE "
                    + table.is("t", number());
        }
        return "UPDATE " + table.name() + " t SET (" + String.join(", ", own) + ") = ROW("
                + RandomViews.key("o", target.key()) + ") FROM " + target.name() + " o WHERE "
                + target.is("o", number()) + " AND " + table.is("t", number());
    }

    private String merge(FuzzTable table) {
        return "MERGE INTO " + table.name() + " t USING (SELECT DISTINCT n FROM (VALUES (" + number() + "), ("
                + number()
                + ")) v(n)) s ON " + table.is("t", "s.n")
                + (random.nextInt(3) == 0 ? " WHEN MATCHED AND t.flag THEN DELETE" : "")
                + " WHEN MATCHED THEN UPDATE SET name = " + pick(NAMES) + ", flag = NOT t.flag";
    }

    private Change copy(FuzzTable table) {
        if (table.references().stream().anyMatch(reference -> !reference.nullable())) {
            return Change.of(many(table));
        }
        String rows = random.ints(2, FuzzSchema.ROWS + 1, 100)
                .distinct()
                .mapToObj(n -> textOfId(table, n) + "\t" + n % FuzzTable.PARTS + "\tcopied\t1.50\n")
                .collect(Collectors.joining());
        return new Change("COPY " + table.name() + " (id, part, name, amount) FROM STDIN", rows);
    }

    private static String textOfId(FuzzTable table, int n) {
        return switch (table.idType()) {
            case "bigint" -> String.valueOf(7000000000L + n);
            case "uuid" -> md5(String.valueOf(n));
            case "text" -> "k" + n;
            default -> String.valueOf(n);
        };
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** More rows than are maintained one by one, and rows that go away again. */
    private String many(FuzzTable table) {
        return random.nextInt(3) > 0
                ? "DELETE FROM " + table.name() + " t WHERE t.id NOT IN (SELECT " + table.id("n")
                        + " FROM generate_series(1, " + FuzzSchema.ROWS + ") n)"
                : insert(table, "generate_series(20, " + (22 + random.nextInt(30)) + ") g(n)", "g.n")
                        + " ON CONFLICT DO NOTHING";
    }

    private String partition(FuzzTable table) {
        if (!table.partitioned()) {
            return link(table);
        }
        String name = pick(table.partitions());
        return random.nextInt(4) == 0
                ? "DELETE FROM " + name + " t WHERE " + table.is("t", number())
                : "UPDATE " + name + " t SET name = " + pick(NAMES) + ", amount = " + pick(AMOUNTS) + " WHERE "
                        + table.is("t", number());
    }

    private Change rarely(FuzzTable table) {
        boolean referred = tables.stream()
                .flatMap(other -> other.references().stream())
                .anyMatch(reference -> tables.get(reference.target()).equals(table));
        if (referred) {
            return Change.of("UPDATE " + table.name() + " SET name = name || '.'");
        }
        return Change.of(
                "TRUNCATE " + (table.partitioned() && random.nextBoolean() ? pick(table.partitions()) : table.name()));
    }

    private String number() {
        return String.valueOf(1 + random.nextInt(FuzzSchema.ROWS + 4));
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
