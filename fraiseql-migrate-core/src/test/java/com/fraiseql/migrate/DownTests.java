// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import org.junit.jupiter.api.Test;

class DownTests extends EngineTest {

    private void threeApplied() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;\n")
                .add("002_b.sql", "CREATE TABLE b (id int);\n\n--   ROLLBACK :\n-- DROP TABLE b;\n")
                .add("003_c.up.sql", "CREATE TABLE c (id int);")
                .add("003_c.down.sql", "DROP TABLE c;");
        assertThat(up()).containsExactly("001_a", "002_b", "003_c");
    }

    private MigrateException downFails(int steps) {
        return catchThrowableOfType(MigrateException.class, () -> migrator().down(DownOptions.steps(steps)));
    }

    @Test
    void theLastMigrationsAreRolledBackLastFirst() {
        threeApplied();
        assertThat(migrator().down(DownOptions.steps(2)).rolledBack())
                .extracting(rolledBack -> rolledBack.version())
                .containsExactly("003_c", "002_b");
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("001_a");
        assertThat(up()).containsExactly("002_b", "003_c");
    }

    @Test
    void anOlderReleaseRollsBackWhatItNeverHad() {
        threeApplied();
        files.remove("003_c.up.sql").remove("003_c.down.sql").remove("002_b.sql");
        assertThat(migrator().down(DownOptions.to("001_a")).rolledBack()).hasSize(2);
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("001_a");
    }

    @Test
    void nothingHappensIfOneStepHasNoRollback() {
        threeApplied();
        files.add("004_d.sql", "CREATE TABLE d (id int);")
                .add("005_e.sql", "CREATE TABLE e (id int);\n-- Rollback:\n-- DROP TABLE e;");
        up();
        MigrateException failure = downFails(3);
        assertThat(failure.code()).isEqualTo(FailureCode.NO_ROLLBACK);
        assertThat(failure.what()).contains("004_d.sql").doesNotContain("005_e");
        assertThatThrownBy(() -> migrator().rollbackPlan(DownOptions.steps(3))).hasMessage(failure.what());
        assertThat(tables()).containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void aRollbackThatWasMendedInTheFileIsUsedAndSaidToDiffer() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE nonsense;\n");
        up();
        MigrateException failure = downFails(1);
        assertThat(failure.render()).contains("42P01", "nonsense").contains("Rolled back by this run: no migration");
        assertThat(applied()).containsExactly("001_a");
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;\n");
        DownResult result = migrator().down(DownOptions.steps(1));
        assertThat(result.warnings()).singleElement().asString().contains("001_a.sql", "edited");
        assertThat(tables()).isEmpty();
    }

    @Test
    void anIncompleteMigrationCanBeRolledBack() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nVACUUM a;\nCREATE TABLE b (id nope);\n-- Rollback:\n-- DROP TABLE a;");
        upFails();
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).hasSize(1);
        assertThat(tables()).isEmpty();
        assertThat(db.query("SELECT count(*) FROM fraiseql_migrations")).containsExactly("0");
    }

    @Test
    void aRollbackWithStandaloneStatementsResumesWhereItFailed() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY i ON a (id);\n-- Rollback:\n-- DROP INDEX "
                        + "CONCURRENTLY i;\n-- DROP TABLE a, missing;");
        up();
        assertThat(downFails(1).render()).contains("missing");
        assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname = 'i'"))
                .containsExactly("0");
        db.execute("CREATE TABLE missing (id int)");
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).hasSize(1);
        assertThat(tables()).isEmpty();
    }

    @Test
    void thereMayBeNothingToRollBack() {
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).isEmpty();
    }

    @Test
    void repeatableMigrationsArePassedOver() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- DROP TABLE a;\n")
                .add("R_v.sql", "SELECT 1;");
        up();
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack())
                .extracting(rolledBack -> rolledBack.version())
                .containsExactly("001_a");
    }

    @Test
    void repeatableMigrationsThatStayRecordedAreNamedWithHowToRunThemAgain() {
        files.add("001_country.sql", "CREATE TABLE country (name text);\n-- Rollback:\n-- DROP TABLE country;\n")
                .add("R_country.sql", "INSERT INTO country VALUES ('CH');\n-- Rollback:\n-- DELETE FROM country;\n");
        up();
        assertThat(migrator().rollbackPreview(DownOptions.to("0")).warnings())
                .isEqualTo(migrator().down(DownOptions.to("0")).warnings())
                .singleElement()
                .asString()
                .contains("R_country stays recorded as applied", "`fraiseql migrate unmark R_country`");
        assertThat(up()).containsExactly("001_country");
        migrator().unmark("R_country");
        assertThat(up()).containsExactly("R_country");
        assertThat(db.query("SELECT name FROM country")).containsExactly("CH");
    }

    @Test
    void aRepeatableThatWasAppliedBeforeIsNotNamed() {
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("R_v.sql", "CREATE VIEW v AS SELECT id FROM a;");
        up();
        files.add("002_b.sql", "CREATE TABLE b (id int);\n-- Rollback:\n-- DROP TABLE b;\n");
        up();
        assertThat(migrator().down(DownOptions.steps(1)).warnings()).isEmpty();
    }

    @Test
    void aRepeatableThatWasAppliedAgainAfterwardsIsNamed() {
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("R_v.sql", "CREATE VIEW v AS SELECT id FROM a;");
        up();
        files.add("002_b.sql", "ALTER TABLE a ADD b int;\n-- Rollback:\n-- ALTER TABLE a DROP b CASCADE;\n")
                .add("R_v.sql", "CREATE OR REPLACE VIEW v AS SELECT id, b FROM a;");
        up();
        assertThat(migrator().down(DownOptions.steps(1)).warnings())
                .singleElement()
                .asString()
                .contains("R_v stays");
    }
}
