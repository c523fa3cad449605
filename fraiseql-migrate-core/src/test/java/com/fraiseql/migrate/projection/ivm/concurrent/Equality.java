// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares each {@code tv_} with its view both ways, by their rows as text: numbers that are equal and print
 * differently are different.
 */
public final class Equality {

    private static final String PAIRS = """
            SELECT format('%I.%I', n.nspname, t.relname), format('%I.%I', n.nspname, v.relname),
              string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum)
            FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
            JOIN pg_class v ON v.relnamespace = t.relnamespace AND v.relname = 'v_' || substr(t.relname, 4)
              AND v.relkind = 'v'
            JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            JOIN pg_attribute b ON b.attrelid = v.oid AND b.attname = a.attname
            WHERE t.relkind IN ('r', 'p') AND starts_with(t.relname, 'tv_') GROUP BY 1, 2 ORDER BY 1""";

    private record Pair(String table, String view, String columns) {

        String differences() {
            return oneWay("only the view has ", view, table) + " UNION ALL "
                    + oneWay("only the table has ", table, view);
        }

        private String oneWay(String what, String here, String there) {
            return "(SELECT '" + table.replace("'", "''") + ": " + what + "' || r FROM (" + rows(here) + " EXCEPT ALL "
                    + rows(there) + ") d LIMIT 3)";
        }

        private String rows(String relation) {
            return "SELECT ROW(" + columns + ")::text AS r FROM " + relation;
        }
    }

    private final List<Pair> pairs;

    private Equality(List<Pair> pairs) {
        this.pairs = pairs;
    }

    /** Of all pairs in the database. */
    public static Equality of(Connection connection) throws SQLException {
        List<Pair> pairs = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(PAIRS)) {
            while (rows.next()) {
                pairs.add(new Pair(rows.getString(1), rows.getString(2), rows.getString(3)));
            }
        }
        return new Equality(pairs);
    }

    /** Only of these tables, with their schemas. */
    public Equality among(List<String> tables) {
        return new Equality(
                pairs.stream().filter(pair -> tables.contains(pair.table())).toList());
    }

    public int size() {
        return pairs.size();
    }

    /**
     * At most three rows of each kind and table that differ, all in one snapshot. The locks come first: otherwise a
     * TRUNCATE that commits in between shows its table empty to an older snapshot.
     */
    public List<String> differences(Connection connection) throws SQLException {
        if (pairs.isEmpty()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            statement.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL TimeZone = 'UTC'");
            try {
                statement.execute("LOCK TABLE " + String.join(", ", names()) + " IN ACCESS SHARE MODE");
                try (ResultSet rows = statement.executeQuery(String.join(
                        " UNION ALL ", pairs.stream().map(Pair::differences).toList()))) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            } finally {
                statement.execute("ROLLBACK");
            }
        }
        return found;
    }

    private List<String> names() {
        return pairs.stream()
                .flatMap(pair -> java.util.stream.Stream.of(pair.view(), pair.table()))
                .toList();
    }
}
