// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.Await;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Indexes that are built, dropped or rebuilt concurrently: what is unknown is never done, and what may be another
 * session's is left.
 */
class ConcurrentIndexTests extends EngineTest {

    /** Makes a row that says that the first unit, a standalone statement, was started, as a killed run leaves it. */
    private void startedAndKilled(String statement) throws Exception {
        files.add("001_i.sql", statement + "\nCREATE TABLE after (n int);");
        try (Connection blocker = db.connect();
                var sql = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            sql.execute("INSERT INTO t VALUES (99)");
            CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(this::upFails);
            Await.until(() -> db.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database()"
                                    + " AND wait_event_type = 'Lock' AND query LIKE '%CONCURRENTLY%'")
                            .size()
                    == 1);
            db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND wait_event_type = 'Lock' AND query LIKE '%CONCURRENTLY%'");
            assertThat(run.get().code()).isEqualTo(FailureCode.CONNECTION_LOST);
            blocker.rollback();
        }
    }

    private int validIndexes() {
        return Integer.parseInt(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid")
                .get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY ON t (v)          | v int PRIMARY KEY",
                "CREATE INDEX CONCURRENTLY ON t (v)          | v int UNIQUE",
                "CREATE UNIQUE INDEX CONCURRENTLY ON t (v)   | v int UNIQUE",
                "CREATE INDEX CONCURRENTLY i ON t (v)        | v int PRIMARY KEY",
                "CREATE INDEX CONCURRENTLY ON t (abs(v))     | v int PRIMARY KEY"
            })
    void aKilledBuildIsBuiltAgainWhateverOtherIndexesThereAre(String statement, String column) throws Exception {
        db.execute("CREATE TABLE t (" + column + ")");
        int before = validIndexes();
        startedAndKilled(statement + ";");
        assertThat(up()).containsExactly("001_i");
        assertThat(validIndexes()).isEqualTo(before + 1);
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("0");
    }

    @Test
    void aKilledBuildOfARoleThatCannotTellWhatItsIndexLooksLikeIsUnknown() throws Exception {
        db.execute(
                "CREATE TABLE t (v int PRIMARY KEY)",
                "CREATE ROLE " + db.name() + " LOGIN PASSWORD 'p'",
                "REVOKE ALL ON DATABASE " + db.name() + " FROM PUBLIC",
                "GRANT CONNECT, CREATE ON DATABASE " + db.name() + " TO " + db.name(),
                "GRANT ALL ON SCHEMA public TO " + db.name(),
                "ALTER TABLE t OWNER TO " + db.name());
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(db.url());
        dataSource.setUser(db.name());
        dataSource.setPassword("p");
        try {
            startedAndKilledAs(dataSource, "CREATE INDEX CONCURRENTLY ON t (v);");
            MigrateException asked = failureOf(dataSource);
            assertThat(asked.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
            assertThat(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                    .containsExactly("2");
        } finally {
            db.execute("DROP OWNED BY " + db.name() + " CASCADE", "DROP ROLE " + db.name());
        }
    }

    private void startedAndKilledAs(PGSimpleDataSource dataSource, String statement) throws Exception {
        files.add("001_i.sql", statement + "\nCREATE TABLE after (n int);");
        try (Connection blocker = db.connect();
                var sql = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            sql.execute("INSERT INTO t VALUES (99)");
            CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(() -> failureOf(dataSource));
            String waiting = " FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    + " AND query LIKE '%CONCURRENTLY%'";
            Await.until(() -> db.query("SELECT 1" + waiting).size() == 1);
            db.query("SELECT pg_terminate_backend(pid)" + waiting);
            run.get();
            blocker.rollback();
        }
    }

    private MigrateException failureOf(PGSimpleDataSource dataSource) {
        try {
            Migrator.builder(dataSource)
                    .source(files.source())
                    .listener(recorder)
                    .build()
                    .up();
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("up should have failed");
    }

    @Test
    void anInvalidIndexOfAnotherDefinitionIsNotDropped() {
        db.execute("CREATE TABLE t (a int, b int)", "INSERT INTO t VALUES (1, 4), (1, 5)");
        try {
            db.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)");
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("could not create unique index");
        }
        files.add("001_i.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (b) WHERE b > 3;");
        assertThat(upFails().render())
                .contains("001_i.sql:1:1", "INVALID index i that is not known to be of this statement's definition");
        assertThat(db.query("SELECT pg_get_indexdef('i'::regclass)"))
                .containsExactly("CREATE UNIQUE INDEX i ON public.t USING btree (a)");

        files.add("001_i.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON t (a);");
        db.execute("DELETE FROM t WHERE b = 5");
        assertThat(up()).containsExactly("001_i");
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .containsExactly("t");
    }

    @Test
    void ifNotExistsWaitsForAnotherSessionThatIsBuildingTheIndex() throws Exception {
        db.execute("CREATE TABLE t (v int)");
        files.add("001_i.sql", "CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON t (v);");
        try (Connection writer = db.connect();
                var sql = writer.createStatement()) {
            writer.setAutoCommit(false);
            sql.execute("INSERT INTO t VALUES (1)");
            CompletableFuture<Void> other =
                    CompletableFuture.runAsync(() -> db.execute("CREATE INDEX CONCURRENTLY i ON t (v)"));
            Await.until(() ->
                    !db.query("SELECT 1 FROM pg_class WHERE relname = 'i'").isEmpty());
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> up());
            Await.until(() -> recorder.remarks.stream().anyMatch(remark -> remark.contains("Another session")));
            writer.rollback();
            other.get();
            run.get();
        }
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .containsExactly("t");
        assertThat(applied()).containsExactly("001_i");
    }

    @Test
    void aResumedDropOfAnIndexDoesNotDropTheSameNameElsewhere() throws Exception {
        db.execute(
                "CREATE SCHEMA s2",
                "CREATE TABLE t (v int)",
                "CREATE INDEX ix ON t (v)",
                "CREATE TABLE s2.u (v int)",
                "CREATE INDEX ix ON s2.u (v)");
        files.add(
                "001_i.sql", "SET search_path = public, s2;\nDROP INDEX CONCURRENTLY ix;\nCREATE TABLE after (n int);");
        try (Connection reader = db.connect();
                var sql = reader.createStatement()) {
            reader.setAutoCommit(false);
            sql.execute("SELECT * FROM t");
            CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(this::upFails);
            String waiting = " FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    + " AND query LIKE 'DROP INDEX%'";
            Await.until(() -> db.query("SELECT 1" + waiting).size() == 1);
            db.query("SELECT pg_terminate_backend(pid)" + waiting);
            run.get();
            reader.rollback();
        }
        db.execute("DROP INDEX public.ix");
        assertThat(up()).containsExactly("001_i");
        assertThat(db.query("SELECT n.nspname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
                        + "WHERE relname = 'ix'"))
                .containsExactly("s2");
    }

    @Test
    void aBuildThatFailsSaysWhyBeforeItCleansUp() {
        db.execute("CREATE TABLE t (v int)", "INSERT INTO t VALUES (1), (1)");
        files.add("001_i.sql", "CREATE UNIQUE INDEX CONCURRENTLY i ON t (v);");
        assertThat(upFails().render()).contains("23505", "001_i.sql:1");
        assertThat(recorder.remarks).first().asString().contains("could not create unique index");
        assertThat(recorder.remarks).anyMatch(remark -> remark.contains("INVALID") && remark.contains("dropped"));
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                .containsExactly("0");
    }

    @Test
    void aReindexRemovesItsOwnLeftoversOnly() throws Exception {
        db.execute(
                "CREATE TABLE t (v int)",
                "INSERT INTO t VALUES (1)",
                "CREATE UNIQUE INDEX i ON t (v)",
                "CREATE TABLE other (v int)",
                "INSERT INTO other VALUES (1), (1)");
        try (Connection connection = DriverManager.getConnection(db.url(), db.user(), db.password());
                var sql = connection.createStatement()) {
            try {
                sql.execute("CREATE UNIQUE INDEX CONCURRENTLY other_ccnew ON other (v)");
            } catch (SQLException expected) {
                assertThat(expected.getSQLState()).isEqualTo("23505");
            }
            try {
                sql.execute("CREATE UNIQUE INDEX CONCURRENTLY t_old_ccnew ON t ((1 / (v - 1)))");
            } catch (SQLException expected) {
                assertThat(expected.getSQLState()).isEqualTo("22012");
            }
        }
        files.add("001_r.sql", "REINDEX TABLE CONCURRENTLY t;");
        try (Connection writer = db.connect();
                var sql = writer.createStatement()) {
            writer.setAutoCommit(false);
            sql.execute("INSERT INTO t VALUES (2)");
            CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(this::upFails);
            Await.until(() -> !db.query("SELECT 1 FROM pg_class WHERE relname = 'i_ccnew'")
                    .isEmpty());
            db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    + " AND query LIKE 'REINDEX%'");
            assertThat(run.get().code()).isEqualTo(FailureCode.CONNECTION_LOST);
            writer.rollback();
        }
        assertThat(up()).containsExactly("001_r");
        assertThat(recorder.remarks).anyMatch(remark -> remark.contains("i_ccnew is INVALID; it is dropped"));
        assertThat(db.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid ORDER BY 1"))
                .containsExactlyInAnyOrder("other_ccnew", "t_old_ccnew");
    }

    @ParameterizedTest
    @ValueSource(strings = {"statement_timeout", "transaction_timeout"})
    void aTimeoutOfTheRoleDoesNotEndABuild(String timeout) throws Exception {
        if (db.query("SELECT 1 FROM pg_settings WHERE name = '" + timeout + "'").isEmpty()) {
            return;
        }
        db.execute("CREATE TABLE t (v int)", "ALTER DATABASE " + db.name() + " SET " + timeout + " = '2s'");
        files.add(
                "001_i.sql",
                "CREATE INDEX CONCURRENTLY i ON t (v);\nCREATE TABLE after AS SELECT current_setting('" + timeout
                        + "') AS s;");
        try (Connection writer = db.connect();
                var sql = writer.createStatement()) {
            sql.execute("SET " + timeout + " = 0");
            writer.setAutoCommit(false);
            sql.execute("INSERT INTO t VALUES (1)");
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> up());
            Await.until(() -> !db.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'CREATE INDEX%'"
                            + " AND clock_timestamp() - query_start > '3 s' AND datname = current_database()")
                    .isEmpty());
            writer.rollback();
            run.get();
        }
        assertThat(db.query("SELECT s FROM after")).containsExactly("2s");
    }
}
