// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the rules take for a rewrite, and for a function of each row, is what the server takes for one. */
class RewriteAgreementTests {

    /** Types that are often changed into each other. */
    private static final List<List<String>> FAMILIES = List.of(
            List.of(
                    "text",
                    "varchar",
                    "varchar(50)",
                    "character varying(80)",
                    "VARCHAR(30)",
                    "char(10)",
                    "citext",
                    "xml",
                    "jsonb",
                    "uuid"),
            List.of("integer", "int8", "smallint", "oid", "numeric", "text", "float(53)"),
            List.of("numeric", "numeric(10,2)", "decimal(12, 2)", "numeric(12,4)", "numeric(10)", "real"),
            List.of(
                    "timestamp",
                    "timestamp(3)",
                    "timestamp(6) without time zone",
                    "timestamp with time zone",
                    "timestamptz(3)",
                    "date",
                    "text"),
            List.of("time", "time(3) without time zone", "timetz(2)"),
            List.of("interval", "interval(3)", "interval day to second(3)", "interval year to month"),
            List.of("cidr", "inet", "text"),
            List.of("bit(8)", "bit varying(8)", "varbit", "varbit(20)"),
            List.of("json", "jsonb", "text"),
            List.of("text[]", "varchar(50)[]", "varchar[]", "integer[]", "bigint[]", "text"));

    @Test
    void aChangeOfATypeRewritesWhatTheServerRewrites() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS citext");
            statement.execute("SET timezone = 'Europe/Berlin'");
            for (List<String> types : FAMILIES) {
                for (String from : types) {
                    for (String to : types) {
                        Boolean rewritten = rewritten(statement, from, to);
                        if (rewritten != null && rewritten == TypeChange.keepsStorage(from, to)) {
                            wrong.add(from + " → " + to + (rewritten ? " is rewritten" : " is not rewritten"));
                        }
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void aTimestampGetsItsZoneForNothingInUtc() throws SQLException {
        try (TestDatabase database = TestDatabase.create();
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");

            assertThat(rewritten(statement, "timestamp", "timestamptz")).isFalse();
            assertThat(rewritten(statement, "timestamptz(3)", "timestamp")).isFalse();
            assertThat(rewritten(statement, "timestamp", "timestamptz(3)")).isTrue();
        }
    }

    /** {@code null} if there is no such cast. */
    private static @Nullable Boolean rewritten(Statement statement, String from, String to) throws SQLException {
        statement.execute("DROP TABLE IF EXISTS t");
        statement.execute("CREATE TABLE t (c " + from + ")");
        String before = file(statement);
        try {
            statement.execute("ALTER TABLE t ALTER COLUMN c TYPE " + to + " USING c::" + to);
        } catch (SQLException e) {
            return null;
        }
        return !file(statement).equals(before);
    }

    private static String file(Statement statement) throws SQLException {
        return value(statement, "SELECT pg_relation_filenode('t')");
    }

    @Test
    void aFunctionIsTakenForWhatTheServerHasIt() throws SQLException {
        try (TestDatabase database = TestDatabase.create()) {
            String kinds = "SELECT DISTINCT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace"
                    + " AND prokind = 'f' AND provolatile ";
            Set<String> each = Set.copyOf(database.query(kinds + "= 'v'"));
            Set<String> once = Set.copyOf(database.query(kinds + "<> 'v'"));

            Set<String> wrong = new TreeSet<>(DefaultFunctions.STABLE);
            wrong.removeIf(name -> once.contains(name) && !each.contains(name));
            DefaultFunctions.VOLATILE.stream().filter(once::contains).forEach(wrong::add);

            assertThat(wrong).isEmpty();
            assertThat(each.containsAll(List.of("random", "gen_random_uuid", "clock_timestamp", "nextval")))
                    .isTrue();
        }
    }

    private static String value(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
