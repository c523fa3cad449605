// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.Await;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each statement is a message of its own: its error, its position and what the server shows are its own. */
class OneMessageOneStatementTests extends EngineTest {

    @ParameterizedTest
    @ValueSource(ints = {40, 48, 50, 52, 54, 56, 58, 60, 70})
    void anErrorWhosePositionCountsInAnotherTextIsAFailureOfItsStatement(int values) {
        String list = IntStream.range(0, values)
                .mapToObj(i -> String.format("'country_%03d'", i))
                .collect(Collectors.joining(", "));
        files.add(
                        "001_t.sql",
                        "CREATE TABLE t (a int, b text);\nCREATE INDEX i ON t (b) WHERE b IN (" + list + ") AND a > 5;")
                .add("002_u.sql", "UPDATE t SET b = lower(b);\nALTER TABLE t ALTER COLUMN a TYPE text;")
                .add("003_v.sql", "CREATE TABLE v (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.render()).contains("002_u.sql:2:", "42883");
        assertThat(applied()).containsExactly("001_t");
        assertThat(db.query("SELECT format_type(atttypid, atttypmod) FROM pg_attribute"
                        + " WHERE attrelid = 't'::regclass AND attname = 'a'"))
                .containsExactly("integer");
    }

    @Test
    void anIndexExpressionThatNoLongerFitsIsNotALostMutex() {
        files.add("001_t.sql", "CREATE TABLE t (a int);\nCREATE INDEX i ON t ((a + 1));")
                .add("002_u.sql", "ALTER TABLE t ALTER COLUMN a TYPE point USING point(a, a);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.render()).contains("002_u.sql:1", "42883");
    }

    @Test
    void aPositionThatCountsBytesIsAFailureOfItsStatement() {
        String rows = IntStream.range(0, 130)
                .mapToObj(i -> "('größer als früher " + i + "')")
                .collect(Collectors.joining(", "));
        db.execute("CREATE DATABASE " + db.name()
                + "_ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try {
            files.add("001_t.sql", "CREATE TABLE t (a text);\nINSERT INTO t VALUES " + rows + ";\nSELECT nope FROM t;");
            Migrator migrator = Migrator.builder(db.sibling(db.name() + "_ascii"))
                    .source(files.source())
                    .build();
            MigrateException failure = catchThrowableOfType(MigrateException.class, migrator::up);
            assertThat(failure.render()).contains("001_t.sql:3:", "42703");
        } finally {
            db.execute("DROP DATABASE " + db.name() + "_ascii WITH (FORCE)");
        }
    }

    @Test
    void aFailureAfterAnIndexBuildIsAFailureWhateverThePositionSays() {
        db.execute("CREATE TABLE t (a int, b int)");
        files.add(
                "001_t.sql",
                "SELECT '" + "x".repeat(1150)
                        + "';\nPREPARE p AS SELECT a FROM t;\nCREATE INDEX CONCURRENTLY i ON t (b);\n"
                        + "ALTER TABLE t DROP COLUMN a;\nEXECUTE p;");
        assertThat(upFails().render()).contains("001_t.sql:5:", "42703");
        assertThat(applied()).isEmpty();
        assertThat(db.query("SELECT units_done || '/' || units_total FROM fraiseql_migrations"))
                .containsExactly("2/3");
    }

    @Test
    void everyRowOfASelectIsEvaluatedAlthoughNoneIsKept() {
        files.add("001_t.sql", """
                CREATE TABLE t AS SELECT generate_series(1, 5000) AS a;
                CREATE TABLE seen (a int);
                CREATE FUNCTION note(x int) RETURNS int LANGUAGE sql AS 'INSERT INTO seen VALUES (x) RETURNING a';
                SELECT note(a) FROM t;
                SELECT 1 / (4999 - a) FROM t WHERE a <> 4999;
                SELECT repeat('x', 1000) FROM generate_series(1, 20000);
                """);
        assertThat(up()).containsExactly("001_t");
        assertThat(db.query("SELECT count(*) FROM seen")).containsExactly("5000");
    }

    @Test
    void manyStatementsAndLongOnesAreAllExecuted() {
        String inserts = IntStream.range(0, 3000)
                .mapToObj(i -> "INSERT INTO t VALUES (" + i + ", '" + "ü".repeat(i % 400) + "');\n")
                .collect(Collectors.joining());
        files.add(
                "001_t.sql",
                "CREATE TABLE t (a int, b text);\n" + inserts + "INSERT INTO t VALUES (3000, '" + "y".repeat(300_000)
                        + "');");
        assertThat(up()).containsExactly("001_t");
        assertThat(db.query("SELECT count(*) || ' ' || max(length(b)) FROM t")).containsExactly("3001 300000");
    }

    @Test
    void theServerShowsTheStatementThatRunsAndNothingElse() throws Exception {
        files.add("001_t.sql", """
                CREATE TABLE t (a int);
                INSERT INTO t VALUES (1);
                CREATE ROLE r_%1$s PASSWORD 'secret';
                DROP ROLE r_%1$s;
                SELECT pg_sleep(30);
                INSERT INTO t VALUES (2);
                """.formatted(db.name()));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Migrator migrator = migrator();
            Future<?> run = executor.submit(() -> migrator.up());
            String activity = "SELECT query FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND pid <> pg_backend_pid() AND query LIKE '%pg_sleep%' AND state = 'active'";
            Await.until(() -> !db.query(activity).isEmpty());
            assertThat(db.query(activity)).containsExactly("SELECT pg_sleep(30)");
            assertThat(recorder.statements).last().isEqualTo("001_t:5 SELECT pg_sleep(30)");
            migrator.cancel();
            assertThat(run).failsWithin(java.time.Duration.ofSeconds(20));
        } finally {
            executor.shutdownNow();
        }
        assertThat(List.copyOf(recorder.statements)).hasSize(5);
    }
}
