// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.TransactionMode;
import com.fraiseql.migrate.testsupport.TestRole;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A history that the user may not read or write as a whole, or that a migration has taken away, is named; no statement
 * is blamed for it.
 */
class GuardedHistoryTests extends EngineTest {

    private static final List<String> TABLES = List.of("fraiseql_migrations", "fraiseql_migration_log");

    private TestRole role;

    @BeforeEach
    void aRoleThatOwnsTheHistory() {
        role = TestRole.create(db, "app");
        db.execute(
                "GRANT CREATE, USAGE ON SCHEMA public TO " + role.name() + " WITH GRANT OPTION",
                "GRANT CREATE ON DATABASE " + db.name() + " TO " + role.name());
    }

    @AfterEach
    void dropTheRole() {
        if (role != null) {
            role.close();
        }
    }

    @Override
    Migrator migrator() {
        return as(role);
    }

    private Migrator as(TestRole one) {
        return Migrator.builder(one.dataSource())
                .source(files.source())
                .options(options)
                .build();
    }

    private void first() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;\n");
        up();
        files.add("002_b.sql", "CREATE TABLE b (id int);");
    }

    private static MigrateException failureOf(Runnable work) {
        var caught = new MigrateException[1];
        assertThatExceptionOfType(MigrateException.class).isThrownBy(work::run).satisfies(e -> caught[0] = e);
        return caught[0];
    }

    @Test
    void rowSecurityThatHidesTheHistoryIsAnErrorAndNothingRunsTwice() {
        first();
        for (String table : TABLES) {
            db.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
        }
        for (Runnable command : List.<Runnable>of(
                () -> migrator().up(),
                () -> migrator().status(),
                () -> migrator().validate(),
                () -> migrator().down(DownOptions.steps(1)),
                () -> migrator().log(5))) {
            MigrateException failure = failureOf(command);
            assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(failure.render())
                    .contains("Row-level security", role.name(), "NO FORCE ROW LEVEL SECURITY", "BYPASSRLS");
        }
        assertThat(tables()).containsExactly("a");
    }

    @Test
    void rowSecurityThatDoesNotApplyToTheOwnerDoesNotMatter() {
        first();
        for (String table : TABLES) {
            db.execute("ALTER TABLE " + table + " ENABLE ROW LEVEL SECURITY");
        }
        assertThat(up()).containsExactly("002_b");
        assertThat(up()).isEmpty();
        assertThat(migrator().log(5)).hasSize(2);
    }

    @Test
    void aMigrationRunsWithTheRowSecurityThatTheSessionHas() {
        first();
        files.add("002_b.sql", """
                CREATE TABLE seen (at text, row_security text);
                INSERT INTO seen VALUES ('statement', current_setting('row_security'));
                CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$
                 BEGIN INSERT INTO seen VALUES ('commit', current_setting('row_security')); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER later AFTER INSERT ON a DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE \
                FUNCTION note();
                INSERT INTO a VALUES (1);
                """);
        files.add("003_off.sql", "SET row_security = off;\nINSERT INTO a VALUES (2);\n");
        files.add("004_on.sql", "INSERT INTO seen VALUES ('next file', current_setting('row_security'));\n");
        assertThat(up()).hasSize(3);
        assertThat(db.query("SELECT at || ' ' || row_security FROM seen"))
                .containsExactly("statement on", "commit on", "commit off", "next file on");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE fraiseql_migrations",
                "ALTER TABLE fraiseql_migrations RENAME TO old_history",
                "CREATE SCHEMA archive; ALTER TABLE fraiseql_migrations SET SCHEMA archive",
                "DROP TABLE fraiseql_migration_log"
            })
    void aMigrationThatTakesTheHistoryAwayIsUndoneAndSaidSo(String statement) {
        first();
        files.add("002_b.sql", "CREATE TABLE b (id int);\n" + statement + ";\nINSERT INTO b VALUES (1);\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render())
                .contains(
                        "002_b.sql: the migration could not be recorded and was undone",
                        statement.contains("log") ? "public.fraiseql_migration_log" : "public.fraiseql_migrations",
                        "dropped, renamed or moved")
                .doesNotContain("Correct the file", "INSERT INTO b");
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("001_a");
    }

    /** Triggers as auditing tools leave them, and what keeps a record from being what was written. */
    private void guard(String event, String body) {
        db.execute(
                "CREATE OR REPLACE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + " END $$",
                "CREATE TRIGGER keep_out " + event + " ON fraiseql_migrations FOR EACH ROW EXECUTE FUNCTION guard()");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RETURN NULL;",
                "NEW.version := upper(NEW.version); RETURN NEW;",
                "NEW.state := 'incomplete'; RETURN NEW;"
            })
    void aTriggerThatKeepsTheRecordOutUndoesTheMigrationAndIsNamed(String body) {
        first();
        guard("BEFORE INSERT", body);
        files.add("002_b.sql", "INSERT INTO a VALUES (1);");
        for (int i = 0; i < 2; i++) {
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
            assertThat(failure.render())
                    .contains(
                            "002_b.sql: the migration could not be recorded and was undone",
                            "public.fraiseql_migrations",
                            "keep_out")
                    .doesNotContain("mutex", "pooler", "division by zero");
        }
        assertThat(db.query("SELECT count(*) FROM a")).containsExactly("0");
        assertThat(failureOf(() -> migrator().mark("002_b")).render()).contains("keep_out", "Nothing was changed");
        db.execute("ALTER TABLE fraiseql_migrations DISABLE TRIGGER keep_out");
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void aTriggerThatKeepsProgressOutIsNamedAndNotThePooler() {
        first();
        guard("BEFORE UPDATE OR DELETE", "RETURN NULL;");
        files.add(
                "002_b.sql",
                "CREATE TABLE b (id int);\nCREATE INDEX CONCURRENTLY ON b (id);\nINSERT INTO b VALUES (1);\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render()).contains("002_b.sql", "keep_out").doesNotContain("mutex", "pooler");
        failure = failureOf(() -> migrator().unmark("001_a"));
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render()).contains("keep_out");
    }

    @Test
    void aMigrationThatDeletesItsOwnProgressIsUndoneAndSaidSo() {
        first();
        files.add("002_b.sql", """
                CREATE TABLE b (id int);
                CREATE INDEX CONCURRENTLY ON b (id);
                DELETE FROM fraiseql_migrations WHERE version = '002_b';
                """);
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render())
                .contains(
                        "002_b.sql: the migration could not be recorded and was undone",
                        "the migration itself or another session")
                .doesNotContain("mutex", "pooler");
        assertThat(applied()).containsExactly("001_a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM fraiseql_migrations",
                "TRUNCATE fraiseql_migrations",
                "UPDATE fraiseql_migrations SET state = 'incomplete'",
                "DO $$ BEGIN DELETE FROM fraiseql_migrations; END $$"
            })
    void aMigrationThatRemovesWhatThisRunHasRecordedIsUndone(String statement) {
        first();
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        files.add("003_c.sql", statement + ";\nCREATE TABLE c (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render()).contains("003_c.sql: the migration could not be recorded and was undone");
        assertThat(applied()).containsExactly("001_a", "002_b");
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void aReadOnlyTransactionIsNamed() {
        first();
        files.add("002_b.sql", "DO $$ BEGIN SET TRANSACTION READ ONLY; END $$;\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.READ_ONLY);
        assertThat(failure.render()).contains("002_b.sql", "the transaction is read-only", "SET TRANSACTION READ ONLY");
    }

    @Test
    void anEventTriggerThatForcesRowSecurityIsNamed() {
        db.execute(
                """
                CREATE FUNCTION force_rls() RETURNS event_trigger LANGUAGE plpgsql AS $$
                DECLARE t record;
                BEGIN
                 FOR t IN SELECT objid::regclass AS name FROM pg_event_trigger_ddl_commands() WHERE command_tag = \
                'CREATE TABLE' LOOP
                  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', t.name);
                 END LOOP;
                END $$""",
                "CREATE EVENT TRIGGER force_rls ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION "
                        + "force_rls()");
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
        assertThat(failure.render())
                .contains("row-level security", "event trigger", role.name())
                .doesNotContain("Grant the privilege");
        assertThat(tables()).isEmpty();
    }

    @Test
    void missingRightsAreNamedTogetherBeforeAnythingRunsAndCanBeGrantedAsShown() {
        first();
        try (TestRole poor = TestRole.create(db, "poor")) {
            db.execute("GRANT CREATE ON SCHEMA public TO " + poor.name());
            MigrateException reading = failureOf(() -> as(poor).status());
            assertThat(reading.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(reading.render())
                    .contains(poor.name(), "public.fraiseql_migrations", "GRANT SELECT ON")
                    .doesNotContain("INSERT", "fraiseql_migration_log");
            grantAsShown(reading);
            assertThat(as(poor).status().migrations()).hasSize(2);
            MigrateException writing = failureOf(() -> as(poor).up());
            assertThat(writing.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(writing.render())
                    .contains(
                            "INSERT, UPDATE, DELETE on the history table public.fraiseql_migrations",
                            "SELECT, INSERT on the log table public.fraiseql_migration_log")
                    .doesNotContain("GRANT SELECT, INSERT, UPDATE, DELETE");
            assertThat(tables()).containsExactly("a");
            grantAsShown(writing);
            assertThat(as(poor).up().applied()).hasSize(1);
            assertThat(as(poor).mark("001_a")).isFalse();
        }
    }

    @Test
    void anErrorInWhatIsAskedUnderTheMutexIsTheServersAndNotAnUnexpectedOne() {
        first();
        db.execute("REVOKE SELECT ON pg_catalog.pg_settings FROM PUBLIC");
        try {
            MigrateException failure = failureOf(() -> migrator().up());
            assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
            assertThat(failure.render()).contains("permission denied for view pg_settings");
        } finally {
            db.execute("GRANT SELECT ON pg_catalog.pg_settings TO PUBLIC");
        }
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void everythingThatUpNeedsIsNamedAtOnceWhereNothingIsAllowed() {
        db.execute("CREATE SCHEMA ops AUTHORIZATION " + role.name());
        options = options.withSchema("ops");
        first();
        try (TestRole poor = TestRole.create(db, "poor")) {
            db.execute("GRANT CREATE ON SCHEMA public TO " + poor.name());
            MigrateException failure = failureOf(() -> as(poor).up());
            assertThat(failure.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            grantAsShown(failure);
            assertThat(as(poor).up().applied()).hasSize(1);
        }
    }

    @Test
    void markAndBaselineWithoutTheRightAreRefusedAsAPrivilegeProblem() {
        first();
        try (TestRole poor = TestRole.create(db, "poor")) {
            db.execute("GRANT SELECT ON fraiseql_migrations TO " + poor.name());
            assertThat(failureOf(() -> as(poor).mark("002_b")).code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
            assertThat(failureOf(() -> as(poor).baseline("002_b")).code())
                    .isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE);
        }
    }

    private void grantAsShown(MigrateException failure) {
        String action = failure.action();
        String statements = action.substring(action.indexOf("GRANT"), action.lastIndexOf("; or connect"));
        for (String grant : statements.split("; ", -1)) {
            db.execute(grant);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE a (id int)",
                "CREATE SCHEMA old",
                "CREATE TYPE mood AS ENUM ('ok')",
                "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1"
            })
    void aDatabaseThatWasThereBeforeItsHistoryIsToldOfBaseline(String statement) {
        db.execute(statement);
        files.add("001_a.sql", statement + ";");
        assertThat(upFails().action()).contains("baseline", "otherwise correct the file");
        assertThat(upFails().action()).contains("baseline");
        migrator().baseline("001_a");
        files.add("002_b.sql", statement + ";");
        assertThat(upFails().action()).contains("Correct the file").doesNotContain("baseline");
    }

    @Test
    void aDumpThatHoldsTheHistoryIsToldToLeaveItOut() {
        files.add(
                "001_dump.sql",
                "CREATE TABLE public.a (id int);\nCREATE TABLE public.fraiseql_migrations (\n    version text NOT "
                        + "NULL\n);\n");
        assertThat(upFails().action())
                .contains(
                        "--exclude-table=public.fraiseql_migrations", "--exclude-table=public.fraiseql_migration_log");
    }

    @ParameterizedTest
    @CsvSource({"R_reset.sql, MIGRATION", "R_reset.sql, ALL", "002_reset.sql, MIGRATION", "002_reset.sql, ALL"})
    void aLoopThatEmptiesAllTablesDoesNotEmptyTheHistory(String name, TransactionMode mode) {
        options = options.withTransaction(mode);
        files.add("001_a.sql", "CREATE TABLE a (id int); INSERT INTO a VALUES (1);");
        up();
        files.add(name, """
                DO $$ DECLARE r record; BEGIN
                  FOR r IN SELECT oid::regclass AS t FROM pg_class WHERE relnamespace = 'public'::regnamespace AND \
                relkind = 'r' LOOP
                    EXECUTE 'TRUNCATE ' || r.t;
                  END LOOP;
                END $$;
                """);
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.HISTORY_NOT_WRITTEN);
        assertThat(failure.render()).contains("does not have the rows");
        assertThat(applied()).containsExactly("001_a");
        assertThat(db.query("SELECT count(*) FROM a")).containsExactly("1");
    }
}
