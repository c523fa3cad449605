// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever waits for a locked history is cancelled, and does nothing when the lock is released. */
class CancelledWhileWaitingTests extends EngineTest {

    @SuppressWarnings("ImmutableEnumChecker")
    enum Work {
        UP(Migrator::up),
        DOWN(migrator -> migrator.down(DownOptions.steps(1))),
        ROLLBACK_PLAN(migrator -> migrator.rollbackPlan(DownOptions.steps(1))),
        STATUS(Migrator::status),
        VALIDATE(Migrator::validate),
        MARK(migrator -> migrator.mark("002_b")),
        UNMARK(migrator -> migrator.unmark("001_a")),
        BASELINE(migrator -> migrator.baseline("002_b")),
        REPAIR(Migrator::repair),
        DETAILS(migrator -> migrator.details("001_a"));

        private final Consumer<Migrator> call;

        Work(Consumer<Migrator> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void itEndsAtOnceAndNothingIsChanged(Work work) throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;\n");
        up();
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        Migrator migrator = migrator();
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE fraiseql_migrations");
            CompletableFuture<MigrateException> cancelled = CompletableFuture.supplyAsync(
                    () -> catchThrowableOfType(MigrateException.class, () -> work.call.accept(migrator)));
            while (db.query("SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE NOT granted"
                            + " AND datname = current_database()")
                    .isEmpty()) {
                Thread.sleep(10);
            }
            migrator.cancel();
            MigrateException failure = cancelled.get(30, TimeUnit.SECONDS);
            assertThat(failure.code()).as(failure.render()).isEqualTo(FailureCode.CANCELLED);
            other.rollback();
        }
        assertThat(applied()).containsExactly("001_a");
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void aFailureDoesNotWaitForALogThatAnotherSessionHasLocked() throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("002_b.sql", "SELECT pg_sleep(2);\nSELECT 1/0;");
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            CompletableFuture<MigrateException> failed = CompletableFuture.supplyAsync(this::upFails);
            while (db.query("SELECT 1 FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(2)' AND state = 'active'")
                    .isEmpty()) {
                Thread.sleep(10);
            }
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE fraiseql_migration_log");
            assertThat(failed.get(30, TimeUnit.SECONDS).what()).contains("22012");
        }
    }

    @Test
    void aLockedLogIsNamedBeforeAnythingRuns() throws Exception {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        options = options.withLockWait(Duration.ofMillis(500)).withLockTimeout(Duration.ofMillis(300));
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE fraiseql_migration_log");
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT);
            assertThat(failure.render())
                    .contains(
                            "Another session has locked the history table public.fraiseql_migrations or its log",
                            "blocked by pid");
        }
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void theNextCallOfTheSameMigratorIsNotCancelled() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        Migrator migrator = migrator();
        migrator.cancel();
        assertThat(migrator.up().applied()).hasSize(1);
    }
}
