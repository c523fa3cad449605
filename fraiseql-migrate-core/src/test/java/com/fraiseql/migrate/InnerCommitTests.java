// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.testsupport.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Statements that commit by themselves are never repeated on a guess. */
class InnerCommitTests extends EngineTest {

    private static String procedure(String body) {
        return "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN " + body + " END $$";
    }

    @Test
    void aLockTimeoutAfterAnInnerCommitIsNotRetried() throws SQLException {
        db.execute(
                "CREATE TABLE part (n int)",
                "CREATE TABLE l (n int)",
                procedure("INSERT INTO part VALUES (1); COMMIT; LOCK TABLE l NOWAIT; INSERT INTO part VALUES (2); "
                        + "COMMIT;"));
        files.add("001_a.sql", "CALL p();");
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE l");
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
            assertThat(failure.render()).contains("001_a.sql:1", "55P03", "UPDATE", "units_done = 1");
        }
        assertThat(recorder.retries).isEmpty();
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
        assertThat(upFails().code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
    }

    @Test
    void aLockTimeoutBeforeAnyInnerCommitIsRetried() throws Exception {
        db.execute(
                "CREATE TABLE part (n int)",
                "CREATE TABLE l (n int)",
                procedure("LOCK TABLE l NOWAIT; INSERT INTO part VALUES (2); COMMIT;"));
        files.add("001_a.sql", "CALL p();");
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE l");
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> up());
            Await.until(() -> !recorder.retries.isEmpty());
            blocker.rollback();
            run.get();
        }
        assertThat(db.query("SELECT n FROM part")).containsExactly("2");
        assertThat(applied()).containsExactly("001_a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CALL p();", "DO $$ BEGIN INSERT INTO part VALUES (1); COMMIT; PERFORM 1 / 0; END $$;"})
    void aFailureAfterAnInnerCommitAsksAndFollowingTheAdviceWorksBothWays(String statement) {
        db.execute("CREATE TABLE part (n int)", procedure("INSERT INTO part VALUES (1); COMMIT; PERFORM 1 / 0;"));
        files.add("001_a.sql", "CREATE TABLE first (n int);\nVACUUM;\n" + statement + "\nCREATE TABLE last (n int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(failure.render())
                .contains("001_a.sql:3", "22012", "committed")
                .doesNotContain("of this one nothing");
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
        assertThat(db.query("SELECT message FROM fraiseql_migration_log WHERE action = 'fail'"))
                .hasSize(1);

        MigrateException asked = upFails();
        assertThat(asked.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");

        db.execute(advice(asked, "if it is to run again: "));
        assertThat(upFails().code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1", "1");

        db.execute(advice(upFails(), "if it took effect: "));
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT n FROM part")).containsExactly("1", "1");
        assertThat(db.query("SELECT count(*) FROM last")).containsExactly("0");
        assertThat(db.query("SELECT units_done || '/' || units_total FROM fraiseql_migrations"))
                .containsExactly("4/4");
    }

    @Test
    void theAdviceForARollbackWorksBothWays() {
        db.execute("CREATE TABLE part (n int)", procedure("INSERT INTO part VALUES (1); COMMIT; PERFORM 1 / 0;"));
        files.add("001_a.sql", """
                CREATE TABLE a (n int);
                -- Rollback:
                -- DROP TABLE a;
                -- VACUUM;
                -- CALL p();
                -- CREATE TABLE done (n int);
                """);
        up();
        MigrateException failure = downFails();
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        MigrateException asked = downFails();
        assertThat(asked.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
        db.execute(advice(asked, "if it is to run again: "));
        assertThat(downFails().code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1", "1");
        db.execute(advice(downFails(), "if it took effect: "));
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).hasSize(1);
        assertThat(db.query("SELECT n FROM part")).containsExactly("1", "1");
        assertThat(db.query("SELECT count(*) FROM done")).containsExactly("0");
        assertThat(applied()).isEmpty();
    }

    @Test
    void aCallThatOnlyTheServerRefusesInATransactionIsUnknownAfterItsSessionWasKilled() throws Exception {
        db.execute("CREATE TABLE part (n int)");
        files.add("001_a.sql", """
                CREATE TABLE first (n int);
                CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO part VALUES (1); COMMIT; PERFORM \
                pg_sleep(60); END $$;
                CALL p();
                CREATE TABLE last (n int);
                """);
        CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(this::upFails);
        Await.until(() -> !db.query("SELECT n FROM part").isEmpty());
        db.query(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'CALL p()' AND state = 'active'");
        MigrateException lost = run.get();
        assertThat(lost.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(lost.render())
                .contains(
                        "connection was lost",
                        "unknown",
                        "units 1 to 1 of 3",
                        "the statement at line 3",
                        "units_done = 2")
                .doesNotContain("nothing is applied twice");
        MigrateException asked = upFails();
        assertThat(asked.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(asked.render()).contains("001_a.sql:3", "CALL p()");
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
        db.execute(advice(asked, "if it took effect: "));
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT n FROM part")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DO $$ BEGIN COMMIT; PERFORM pg_sleep(60); END $$", "CALL p()"})
    void aFirstStatementWhoseSessionWasKilledIsSaidToBeUnknownAtOnce(String statement) throws Exception {
        db.execute(procedure("COMMIT; PERFORM pg_sleep(60);"));
        files.add("001_a.sql", statement + ";\nCREATE TABLE last (n int);\n");
        MigrateException failure = killedIn(statement);
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(failure.render())
                .contains("001_a.sql:1", "if it took effect", "if it is to run again")
                .doesNotContain("of this one nothing", "nothing is applied twice");
    }

    @Test
    void ofOtherStandaloneStatementsTheNextRunIsSaidToAskTheCatalog() throws Exception {
        db.execute(
                "CREATE TABLE t (n int)",
                "INSERT INTO t VALUES (1)",
                "CREATE FUNCTION slow(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN PERFORM "
                        + "pg_sleep(60); RETURN n; END $$");
        files.add("001_a.sql", "CREATE INDEX CONCURRENTLY i ON t (slow(n));\nCREATE TABLE last (n int);\n");
        MigrateException failure = killedIn("CREATE INDEX CONCURRENTLY i ON t (slow(n))");
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.render())
                .contains("asks the catalog what became of unit 1 of 2 of 001_a.sql (line 1)", "at line 1 was not seen")
                .doesNotContain("of this one nothing");
    }

    private MigrateException killedIn(String statement) throws Exception {
        CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(this::upFails);
        String sql =
                " FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep' AND query = $q$"
                        + statement + "$q$";
        Await.until(() -> !db.query("SELECT pid" + sql).isEmpty());
        db.query("SELECT pg_terminate_backend(pid)" + sql);
        return run.get();
    }

    @Test
    void aRunThatIsCancelledBetweenTwoTriesOfAStandaloneStatementLeavesNothingStarted() throws Exception {
        db.execute("CREATE TABLE part (n int)", "CREATE TABLE l (n int)", procedure("LOCK TABLE l NOWAIT; COMMIT;"));
        files.add("001_a.sql", "VACUUM part;\nCALL p();");
        try (Connection blocker = db.connect();
                var statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE l");
            Migrator migrator = migrator();
            CompletableFuture<MigrateException> run = CompletableFuture.supplyAsync(() -> {
                try {
                    migrator.up();
                    throw new AssertionError("up should have failed");
                } catch (MigrateException e) {
                    return e;
                }
            });
            Await.until(() -> !recorder.retries.isEmpty());
            migrator.cancel();
            MigrateException failure = run.get();
            assertThat(failure.code()).isEqualTo(FailureCode.CANCELLED);
            assertThat(failure.render()).contains("001_a.sql:2");
            blocker.rollback();
        }
        assertThat(db.query("SELECT units_done || ' ' || cardinality(unit_checksums) FROM fraiseql_migrations"))
                .containsExactly("1 1");
        assertThat(db.query("SELECT location FROM fraiseql_migration_log WHERE action = 'fail'"))
                .containsExactly("001_a.sql:2:1");
        assertThat(up()).containsExactly("001_a");
    }

    @Test
    void aCallThatFailsAloneTooSaysBothWaysOut() {
        files.add("001_a.sql", """
                CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 / 0; COMMIT; END $$;
                CREATE TABLE a (n int);
                DO $$ BEGIN COMMIT; END $$;
                CALL p();
                """);
        MigrateException failure = upFails();
        assertThat(failure.render())
                .contains("001_a.sql:1:45", "22012", "from line 4 on", "CREATE OR REPLACE", "unmark");
        files.add("001_a.sql", """
                CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN PERFORM 1 / 0; COMMIT; END $$;
                CREATE TABLE a (n int);
                DO $$ BEGIN COMMIT; END $$;
                CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$;
                CALL p();
                """);
        assertThat(up()).containsExactly("001_a");
    }

    @Test
    void aStatementThatFailsAloneTooDoesNotCutTheFileForGood() {
        files.add("001_a.sql", """
                CREATE TABLE a (n int);
                DO $$ BEGIN BEGIN COMMIT; EXCEPTION WHEN division_by_zero THEN NULL; END; END $$;
                """);
        assertThat(upFails().render()).contains("001_a.sql:2", "2D000", "unmark");
        files.add("001_a.sql", """
                CREATE TABLE a (n int);
                DO $$ BEGIN INSERT INTO a VALUES (1); END $$;
                SELECT 1 / 0;
                """);
        assertThat(upFails().render()).contains("001_a.sql:3", "22012");
        assertThat(db.query("SELECT count(*) FROM a")).containsExactly("0");
    }

    private static String advice(MigrateException failure, String label) {
        return failure.render()
                .lines()
                .filter(line -> line.contains(label))
                .map(line -> line.substring(line.indexOf("UPDATE")))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no advice in " + failure.render()));
    }

    private MigrateException downFails() {
        try {
            migrator().down(DownOptions.steps(1));
        } catch (MigrateException e) {
            return e;
        }
        throw new AssertionError("down should have failed");
    }
}
