// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A rollback of several units that fails halfway resumes like a migration does, and until then everybody sees that it
 * is half done.
 */
class HalfRolledBackTests extends EngineTest {

    private static final String MIGRATION = """
            CREATE TABLE audit (id int);
            CREATE INDEX ix ON audit (id);
            """;

    @BeforeEach
    void effectsThatStay() {
        db.execute(
                "CREATE TABLE effects (id int GENERATED ALWAYS AS IDENTITY, what text)",
                "CREATE PROCEDURE p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO effects (what) VALUES ('p1'); COMMIT;"
                        + " INSERT INTO effects (what) VALUES ('p2'); END $$");
    }

    private void migration(String... rollback) {
        StringBuilder text = new StringBuilder(MIGRATION).append("-- Rollback:\n");
        for (String line : rollback) {
            text.append("-- ").append(line).append('\n');
        }
        files.add("001_a.sql", text.toString());
    }

    private List<String> effects() {
        return db.query("SELECT what FROM effects ORDER BY id");
    }

    private MigrateException downFails() {
        return catchThrowableOfType(MigrateException.class, () -> migrator().down(DownOptions.steps(1)));
    }

    private void down() {
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).hasSize(1);
    }

    private List<String> row() {
        return db.query(
                "SELECT concat_ws(' ', state, rollback_units_done, rollback_units_total) FROM fraiseql_migrations");
    }

    private static final String[] ISSUE = {
        "INSERT INTO effects (what) VALUES ('A');",
        "DROP INDEX CONCURRENTLY ix;",
        "INSERT INTO effects (what) VALUES ('C1');",
        "CALL p();",
        "SELECT 1/0;",
        "DROP TABLE audit;"
    };

    @Test
    void itResumesAtTheStatementThatFailedAndRepeatsNothing() {
        migration(ISSUE);
        up();
        for (int i = 0; i < 3; i++) {
            MigrateException failure = downFails();
            assertThat(failure.render())
                    .contains(
                            "001_a.sql:8:4: ERROR",
                            "22012",
                            "it resumes at unit 5 of 5",
                            "units 1 to 4 of 5",
                            "run down again");
            assertThat(effects()).containsExactly("A", "C1", "p1", "p2");
            assertThat(tables()).containsExactly("audit", "effects");
        }
        assertThat(row()).containsExactly("rolling_back 4 5");

        correct();
        down();
        assertThat(effects()).containsExactly("A", "C1", "p1", "p2", "corrected");
        assertThat(tables()).containsExactly("effects");
        assertThat(row()).isEmpty();
        assertThat(up()).containsExactly("001_a");
    }

    private void correct() {
        String[] corrected = ISSUE.clone();
        corrected[4] = "INSERT INTO effects (what) VALUES ('corrected');";
        migration(corrected);
    }

    @Test
    void everybodySeesItAndNothingIsAppliedOnTopOfIt() {
        migration(ISSUE);
        up();
        downFails();
        files.add("002_b.sql", "CREATE TABLE b (id int);").add("R_v.sql", "SELECT 1;");

        MigrationStatus status = migrator().status().migrations().get(0);
        assertThat(status.state()).isEqualTo(MigrationState.ROLLING_BACK);
        assertThat(status.rollbackUnitsDone()).isEqualTo(4);
        assertThat(status.rollbackUnitsTotal()).isEqualTo(5);
        assertThat(migrator().status().upToDate()).isFalse();
        MigrateException refused = upFails();
        assertThat(refused.code()).isEqualTo(FailureCode.HALF_ROLLED_BACK);
        assertThat(refused.render()).contains("001_a.sql", "4 of 5 units", "migrate down", "unmark 001_a");
        assertThatThrownBy(() -> migrator().validate()).hasMessage(refused.what());
        assertThatThrownBy(() -> migrator().plan(UpOptions.all())).hasMessage(refused.what());
        assertThatThrownBy(() -> migrator().baseline("2")).hasMessage(refused.what());
        assertThatThrownBy(() -> migrator().down(DownOptions.to("001"))).hasMessageContaining("half rolled back");
        assertThat(migrator().repair()).isEmpty();
        assertThat(row()).containsExactly("rolling_back 4 5");
        assertThat(tables()).containsExactly("audit", "effects");

        // a release that does not have the file
        files.remove("001_a.sql");
        assertThat(migrator().status().migrations().get(0).state()).isEqualTo(MigrationState.ROLLING_BACK);
        assertThat(upFails().code()).isEqualTo(FailureCode.HALF_ROLLED_BACK);
    }

    @Test
    void whoHasDoneTheRestByHandSaysSo() {
        migration(ISSUE);
        up();
        downFails();
        assertThat(migrator().mark("001_a")).isTrue();
        assertThat(migrator().status().migrations().get(0).state()).isEqualTo(MigrationState.APPLIED);
        assertThat(db.query("SELECT rollback_units_done FROM fraiseql_migrations"))
                .containsExactly("null");

        assertThat(downFails().render())
                .contains("001_a.sql:5:4: ERROR 42704", "    5 | -- DROP INDEX CONCURRENTLY ix;");
        db.execute("CREATE INDEX ix ON audit (id)");
        downFails();
        migrator().unmark("001_a");
        assertThat(row()).isEmpty();
    }

    @Test
    void whatTheServerRefusesInATransactionIsNotRepeatedEither() {
        migration(
                "INSERT INTO effects (what) VALUES ('A');",
                "CALL p();",
                "INSERT INTO effects (what) VALUES ('B');",
                "SELECT 1/0;");
        up();
        downFails();
        downFails();
        assertThat(effects()).containsExactly("A", "p1", "p2");
        migration("INSERT INTO effects (what) VALUES ('A');", "CALL p();", "DROP TABLE audit;");
        down();
        assertThat(effects()).containsExactly("A", "p1", "p2");
    }

    @Test
    void thePartThatHasRunMayNotBeEdited() {
        migration("UPDATE effects SET what = what || '-';", "DROP INDEX CONCURRENTLY ix;", "SELECT 1/0;");
        db.execute("INSERT INTO effects (what) VALUES ('x')");
        up();
        downFails();
        migration("UPDATE effects SET what = what || '+';", "DROP INDEX CONCURRENTLY ix;", "DROP TABLE audit;");
        MigrateException failure = downFails();
        assertThat(failure.code()).isEqualTo(FailureCode.FINISHED_PART_CHANGED);
        assertThat(failure.render()).contains("The rollback of 001_a.sql", "line 4 differs", "at 001_a.sql:4");
        assertThatThrownBy(() -> migrator().rollbackPlan(DownOptions.steps(1))).hasMessage(failure.what());
        assertThat(effects()).containsExactly("x-");

        migration("UPDATE effects SET what = what || '-';", "DROP INDEX CONCURRENTLY ix;", "DROP TABLE audit;");
        down();
        assertThat(effects()).containsExactly("x-");
    }

    @Test
    void aReleaseWithoutTheFileResumesWhatAnotherOneHasBegun() {
        migration("INSERT INTO effects (what) VALUES ('stored');", "VACUUM audit;", "DROP TABLE audit;");
        up();
        migration("INSERT INTO effects (what) VALUES ('file');", "VACUUM audit;", "DROP TABLE audit, missing;");
        downFails();
        files.remove("001_a.sql");
        assertThat(downFails().render())
                .contains("stored rollback of 001_a.sql", "missing", "Put a corrected rollback");
        db.execute("CREATE TABLE missing (id int)");
        down();
        assertThat(effects()).containsExactly("file");
        assertThat(tables()).containsExactly("effects");
    }

    @Test
    void aRollbackWhoseFirstUnitFailsHasDoneNothing() {
        migration("DROP INDEX CONCURRENTLY missing;", "DROP TABLE audit;");
        up();
        downFails();
        assertThat(row()).containsExactly("applied");
        assertThat(migrator().status().upToDate()).isTrue();
        migration("DROP INDEX CONCURRENTLY ix;", "DROP TABLE audit;");
        down();
    }

    @Test
    void anIncompleteMigrationCanBeHalfRolledBack() {
        String rollback =
                "\n-- Rollback:\n-- INSERT INTO effects (what) VALUES ('A');\n-- VACUUM effects;\n-- DROP TABLE a, %s;";
        String text = "CREATE TABLE a (id int);\nVACUUM a;\nSELECT 1/0;";
        files.add("001_a.sql", text + rollback.formatted("missing"));
        upFails();
        downFails();
        assertThat(row()).containsExactly("rolling_back 2 3");
        assertThat(upFails().code()).isEqualTo(FailureCode.HALF_ROLLED_BACK);
        files.add("001_a.sql", text + rollback.formatted("effects"));
        down();
        assertThat(tables()).isEmpty();
    }

    @Test
    void anIncompleteMigrationIsStillIncompleteIfTheRollbackDidNothing() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nVACUUM a;\nCREATE TABLE b (id nope);\n-- Rollback:\n-- DROP INDEX "
                        + "CONCURRENTLY nope;\n-- DROP TABLE a;");
        upFails();
        downFails();
        assertThat(row()).containsExactly("incomplete");
        files.add("001_a.sql", "CREATE TABLE a (id int);\nVACUUM a;\nCREATE TABLE b (id int);");
        assertThat(up()).containsExactly("001_a");
        assertThat(tables()).containsExactly("a", "b", "effects");
    }

    @Test
    void whatBecameOfAnInterruptedStatementIsAskedAndTheAnswerIsOneStatement() {
        db.execute(
                "CREATE TABLE deadly ()",
                "CREATE PROCEDURE q() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO effects (what) VALUES ('q'); COMMIT;"
                        + " IF to_regclass('deadly') IS NOT NULL THEN PERFORM "
                        + "pg_terminate_backend(pg_backend_pid()); END IF; END $$");
        migration("INSERT INTO effects (what) VALUES ('A');", "CALL q();", "DROP TABLE audit;");
        up();
        assertThat(downFails().code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        MigrateException unknown = downFails();
        assertThat(unknown.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(effects()).containsExactly("A", "q");
        assertThat(row()).containsExactly("rolling_back 1 3");

        db.execute(advice(unknown, "if it is to run again: "), "DROP TABLE deadly");
        down();
        assertThat(effects()).containsExactly("A", "q", "q");
    }

    @Test
    void anInterruptedStatementThatTookEffectIsNotRepeated() {
        db.execute(
                "CREATE TABLE deadly ()",
                "CREATE PROCEDURE q() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO effects (what) VALUES ('q'); COMMIT;"
                        + " PERFORM pg_terminate_backend(pg_backend_pid()); END $$");
        migration("CALL q();");
        up();
        assertThat(downFails().code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        migration("CALL q(/* edited */);");
        assertThat(downFails().render())
                .contains("UPDATE", "rollback_unit_checksums")
                .contains("has been edited");
        migration("CALL q();");
        db.execute(advice(downFails(), "if it took effect: "));
        down();
        assertThat(effects()).containsExactly("q");
        assertThat(row()).isEmpty();
    }

    private static String advice(MigrateException failure, String which) {
        String line = failure.detail()
                .orElseThrow()
                .lines()
                .filter(one -> one.contains(which.strip()))
                .findFirst()
                .orElseThrow();
        return line.substring(line.indexOf("UPDATE"));
    }

    @Test
    void progressThatAnOlderReleaseKeptInTheLogOnlyIsNotGuessedAt() {
        migration("INSERT INTO effects (what) VALUES ('A');", "VACUUM audit;", "DROP TABLE audit;");
        up();
        db.execute("INSERT INTO fraiseql_migration_log (version, action, unit, message) VALUES ('001_a', 'down-unit', "
                + "1, 'hash')");
        MigrateException failure = downFails();
        assertThat(failure.code()).isEqualTo(FailureCode.UNKNOWN_OUTCOME);
        assertThat(failure.render()).contains("up to unit 1", "unmark 001_a");
        assertThat(effects()).isEmpty();
        db.execute(failure.detail().orElseThrow().strip());
        down();
        assertThat(effects()).containsExactly("A");
    }
}
