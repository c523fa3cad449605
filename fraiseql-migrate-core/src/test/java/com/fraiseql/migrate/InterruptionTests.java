// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.testsupport.Fingerprint;
import com.fraiseql.migrate.testsupport.MigratorProcess;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A statement outside of transactions is held up half way, by a transaction in its way, and killed there. */
class InterruptionTests extends EngineTest {

    private static final String SETUP = """
            CREATE TABLE effects (n int);
            CREATE TABLE t (id int, n int, long text);
            INSERT INTO t SELECT i, -i, 'x' FROM generate_series(1, 100) i;
            CREATE INDEX t_id ON t (id);
            CREATE TABLE p (n int) PARTITION BY RANGE (n);
            CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY t_n ON t (n)",
                "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_n ON t (n, lower(long)) WHERE id > 5",
                "CREATE INDEX CONCURRENTLY ON t (n)",
                "DROP INDEX CONCURRENTLY t_id",
                "DROP INDEX CONCURRENTLY IF EXISTS t_id",
                "REINDEX INDEX CONCURRENTLY t_id",
                "REINDEX TABLE CONCURRENTLY t",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"
            })
    void whatWasKilledHalfWayIsFinishedByTheNextRun(String statement) throws Exception {
        files.add("001_setup.sql", SETUP)
                .add(
                        "002_change.sql",
                        "INSERT INTO effects VALUES (1);\n" + statement + ";\nINSERT INTO effects VALUES (2);\n");
        List<String> expected = undisturbed();
        migrator().up(new UpOptions(null, 1));

        killWhileItWaits();
        assertThat(up()).containsExactly("002_change");

        assertThat(Fingerprint.of(db)).isEqualTo(expected);
        assertThat(db.query("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid"))
                .isEmpty();
    }

    @Test
    void aQuestionWithoutAnAnswerIsNotTakenForGone() throws Exception {
        String role = db.name() + "_role";
        files.add("001_setup.sql", SETUP + "CREATE SCHEMA app; ALTER TABLE t SET SCHEMA app;")
                .add("002_change.sql", "DROP INDEX CONCURRENTLY app.t_id;");
        migrator().up(new UpOptions(null, 1));
        killWhileItWaits();
        db.execute(
                "CREATE ROLE " + role,
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
                "GRANT USAGE, CREATE ON SCHEMA public TO " + role,
                "ALTER DATABASE " + db.name() + " SET role = " + role);
        try {
            assertThat(upFails().code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
        } finally {
            db.execute("SET ROLE NONE", "ALTER DATABASE " + db.name() + " RESET role", "DROP OWNED BY " + role);
            db.execute("DROP ROLE " + role);
        }
        assertThat(applied()).containsExactly("001_setup");
        assertThat(up()).containsExactly("002_change");
        assertThat(db.query("SELECT to_regclass('app.t_id') IS NULL")).containsExactly("t");
    }

    @Test
    void theSessionOfAProcessThatWasKilledDoesNotGoOnForLong() throws Exception {
        files.add("001_setup.sql", SETUP).add("002_change.sql", "CREATE INDEX CONCURRENTLY t_n ON t (n);");
        migrator().up(new UpOptions(null, 1));
        try (Connection blocker = db.connect();
                MigratorProcess process = MigratorProcess.start(db, folder)) {
            blocker.setAutoCommit(false);
            blocker.createStatement().execute("INSERT INTO t VALUES (1000)");
            awaitWaiting();
            process.kill();
            // nothing answers to the killed client, so its server process ends by itself although it still waits
            while (!waiting().isEmpty()) {
                Thread.sleep(50);
            }
            blocker.rollback();
        }
        assertThat(up()).containsExactly("002_change");
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 't_n'::regclass"))
                .containsExactly("t");
    }

    private List<String> undisturbed() {
        try (TestDatabase other = TestDatabase.create()) {
            Migrator.builder(other.dataSource()).source(files.source()).build().up();
            return Fingerprint.of(other);
        }
    }

    private void killWhileItWaits() throws Exception {
        try (Connection blocker = db.connect();
                var blocking = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            blocking.execute("SET search_path = public, app");
            blocking.execute("INSERT INTO t VALUES (1000, 0)");
            blocking.execute("SELECT * FROM p");
            CompletableFuture<UpResult> run =
                    CompletableFuture.supplyAsync(() -> migrator().up());
            awaitWaiting();
            db.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid IN ("
                    + String.join(",", waiting()) + ")");
            try {
                run.join();
                throw new AssertionError("it should have been killed");
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST));
            }
            blocker.rollback();
        }
    }

    private void awaitWaiting() throws InterruptedException {
        while (waiting().isEmpty()) {
            Thread.sleep(20);
        }
    }

    private List<String> waiting() {
        return db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name LIKE 'fraiseql-migrate%' AND wait_event_type = 'Lock'");
    }
}
