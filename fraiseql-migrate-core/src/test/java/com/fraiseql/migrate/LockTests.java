// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockTests extends EngineTest {

    @Test
    void aLockThatIsNotToBeHadNamesWhoBlocks() throws SQLException {
        db.execute("CREATE TABLE busy (id int)");
        files.add("001_a.sql", "CREATE TABLE a (id int);\nALTER TABLE busy ADD COLUMN name text;");
        options = options.withLockTimeout(Duration.ofMillis(400)).withLockWait(Duration.ofMillis(1500));
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            statement.execute("SET application_name = 'the slow report'");
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.render()).contains("001_a.sql:2:1", "55P03", "the slow report", "SELECT * FROM busy");
            assertThat(recorder.retries).isNotEmpty();
            assertThat(tables()).containsExactly("busy");
            blocker.rollback();
        }
        assertThat(up()).containsExactly("001_a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- fraiseql:lock-timeout 1s\nALTER TABLE busy ADD COLUMN name text;",
                "CREATE TABLE a (id int);\n-- fraiseql:lock-timeout 1s\nALTER TABLE busy ADD COLUMN name text;",
                "-- fraiseql:no-transaction\n-- fraiseql:lock-timeout 1s\nALTER TABLE busy ADD COLUMN name text;",
                "SET lock_timeout = '1s';\nALTER TABLE busy ADD COLUMN name text;",
                "SET LOCAL lock_timeout = '1s';\nALTER TABLE busy ADD COLUMN name text;"
            })
    void aTimeoutThatIsShorterThanTheConfiguredOneNamesWhoBlocksToo(String migration) throws SQLException {
        db.execute("CREATE TABLE busy (id int)");
        files.add("001_a.sql", migration);
        options = options.withLockTimeout(Duration.ofSeconds(10)).withLockWait(Duration.ofMillis(100));
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            statement.execute("SET application_name = 'the slow report'");
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            assertThat(upFails().render()).contains("55P03", "the slow report");
        }
    }

    @Test
    void aUnitIsTriedAgainUntilTheLockIsFree() throws Exception {
        db.execute("CREATE TABLE busy (id int)");
        files.add("001_a.sql", "ALTER TABLE busy ADD COLUMN name text;");
        options = options.withLockTimeout(Duration.ofMillis(200));
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("SELECT * FROM busy");
            Future<List<String>> run = executor.submit(this::up);
            // on a busy machine the first attempt may be over before anybody has looked
            while (recorder.retries.isEmpty() || recorder.blockers.isEmpty()) {
                Thread.sleep(20);
            }
            blocker.rollback();
            assertThat(run.get()).containsExactly("001_a");
        } finally {
            executor.shutdownNow();
        }
        assertThat(recorder.blockers).isNotEmpty();
    }

    @Test
    void theTimeoutInTheHeadOfAFileIsForAllOfIt() {
        db.execute("CREATE TABLE busy (id int)");
        files.add("001_a.sql", """
                -- fraiseql:lock-timeout 100ms
                ALTER TABLE busy ADD COLUMN name text;
                CREATE TABLE b AS SELECT current_setting('lock_timeout') AS after;
                """);
        up();
        assertThat(db.query("SELECT after FROM b")).containsExactly("100ms");
    }

    @Test
    void aTimeoutAboveAStandaloneStatementIsForIt() {
        files.add("001_a.sql", """
                -- fraiseql:no-transaction
                SELECT 1;
                -- fraiseql:lock-timeout 70ms
                CREATE TABLE a AS SELECT current_setting('lock_timeout') AS t;
                CREATE TABLE b AS SELECT current_setting('lock_timeout') AS t;
                """);
        up();
        assertThat(db.query("SELECT t FROM a")).containsExactly("70ms");
        assertThat(db.query("SELECT t FROM b")).containsExactly("0");
    }

    @Test
    void manyMigratorsAtOnceApplyEachMigrationOnceAndNobodyHangs() throws Exception {
        for (int i = 1; i <= 20; i++) {
            files.add(
                    String.format("%03d_t.sql", i),
                    i % 5 == 0
                            ? "CREATE INDEX CONCURRENTLY i" + i + " ON t" + (i - 1) + " (id);"
                            : "CREATE TABLE t" + i + " (id int);");
        }
        // the first one takes longer than the pause before a wait is reported
        files.add("000_sleep.sql", "SELECT pg_sleep(1);");
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> runs = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                runs.add(this::up);
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> run : executor.invokeAll(runs)) {
                all.addAll(run.get());
            }
            assertThat(all).hasSize(21).doesNotHaveDuplicates();
        } finally {
            executor.shutdownNow();
        }
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                .containsExactly("0");
        assertThat(recorder.mutexWaits).isNotEmpty();
    }

    @Test
    void anotherSessionThatOwnsTheMutexStopsTheUnit() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nSELECT pg_advisory_unlock_all();\nSELECT * FROM pg_sleep(0.1);\nVACUUM "
                        + "a;\nCREATE TABLE b (id int);");
        // no other session takes the mutex meanwhile, so the run may go on
        assertThat(up()).containsExactly("001_a");
    }

    @Test
    void cancellingEndsTheRunAndTheNextOneGoesOn() throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);")
                .add("002_b.sql", "CREATE TABLE b (id int);\nSELECT pg_sleep(60);");
        Migrator migrator = migrator();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<MigrateException> run = executor.submit(() -> {
                try {
                    migrator.up();
                } catch (MigrateException e) {
                    return e;
                }
                throw new AssertionError();
            });
            while (db.query("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND state = 'active' "
                            + "AND pid <> pg_backend_pid()")
                    .isEmpty()) {
                Thread.sleep(20);
            }
            migrator.cancel();
            MigrateException failure = run.get();
            assertThat(failure.code()).isEqualTo(FailureCode.CANCELLED);
            assertThat(failure.render()).contains("002_b.sql", "Applied by this run: 001_a");
        } finally {
            executor.shutdownNow();
        }
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void anInvalidIndexIsNotKeptByIfNotExists() throws SQLException {
        db.execute("CREATE TABLE a (id int)", "INSERT INTO a VALUES (1), (1)");
        try {
            db.execute("CREATE UNIQUE INDEX CONCURRENTLY i ON a (id)");
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessageContaining("could not create unique index");
        }
        db.execute("DELETE FROM a");
        files.add("001_a.sql", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON a (id);");
        up();
        assertThat(db.query("SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                .containsExactly("t");
    }

    @Test
    void aConcurrentIndexThatFailsLeavesNothingBehind() {
        db.execute("CREATE TABLE a (id int)", "INSERT INTO a VALUES (1), (1)");
        files.add("001_a.sql", "CREATE UNIQUE INDEX CONCURRENTLY i ON a (id);");
        MigrateException failure = upFails();
        assertThat(failure.render()).contains("001_a.sql:1:1", "23505");
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname = 'i'"))
                .containsExactly("0");
        db.execute("DELETE FROM a");
        assertThat(up()).containsExactly("001_a");
    }
}
