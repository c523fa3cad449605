// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.report.MigrationState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A migration that a newer release has left incomplete, seen by a release that does not have its file. */
class IncompleteElsewhereTests extends EngineTest {

    private static final String INCOMPLETE =
            "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY ti ON t (a);\nSELECT 1/0;\n-- Rollback:\n-- DROP "
                    + "TABLE t;\n";

    @BeforeEach
    void aFailedDeploy() {
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("002_b.sql", INCOMPLETE);
        upFails();
        files.remove("002_b.sql");
    }

    @Test
    void itIsIncompleteInTheStatusAndNothingToDoForTheOlderRelease() {
        Status status = migrator().status();
        assertThat(status.migrations().get(1).state()).isEqualTo(MigrationState.INCOMPLETE);
        assertThat(status.migrations().get(1).pending()).isFalse();
        assertThat(status.upToDate()).isTrue();

        UpResult result = migrator().up();
        assertThat(result.applied()).isEmpty();
        assertThat(result.warnings())
                .containsExactly(
                        "Migration 002_b.sql is incomplete, 2 of 3 units are done, and has no file here; a release "
                                + "that has it resumes it.");
    }

    @Test
    void nothingRunsOverIt() {
        files.add("003_c.sql", "CREATE TABLE c (id int);");
        for (MigrateOptions each : new MigrateOptions[] {
            options, options.withPolicy(new Policy(Policy.Reaction.FAIL, Policy.OutOfOrder.FAIL, Policy.Reaction.WARN))
        }) {
            options = each;
            MigrateException failure = upFails();
            assertThat(failure.code()).isEqualTo(FailureCode.MISSING_FILE);
            assertThat(failure.what())
                    .isEqualTo("Migration 002_b.sql is incomplete, 2 of 3 units are done, and has no file here.");
        }
        assertThat(tables()).containsExactly("a", "t");
    }

    @Test
    void aRenamedFileIsNotTakenForAnother() {
        files.add("002_c.sql", INCOMPLETE);
        assertThat(upFails().what()).contains("002_b.sql is incomplete, and 002_c.sql now has its number.");
    }

    @Test
    void anIncompleteRepeatableIsSeenAsWell() {
        files.add("002_b.sql", INCOMPLETE.replace("SELECT 1/0", "SELECT 1/1"));
        files.add("R_v.sql", INCOMPLETE.replace("TABLE t", "TABLE v").replace("ti ON t", "vi ON v"));
        upFails();
        files.remove("R_v.sql");
        assertThat(migrator().status().migrations().get(2).state()).isEqualTo(MigrationState.INCOMPLETE);
        assertThat(migrator().up().warnings()).singleElement().asString().contains("R_v.sql is incomplete");
    }

    @Test
    void itCanBeRolledBack() {
        migrator().down(DownOptions.steps(1));
        assertThat(tables()).containsExactly("a");
        assertThat(migrator().up().warnings()).isEmpty();
    }

    @Test
    void noBaselineIsLaidOverIt() {
        files.add("002_b.sql", INCOMPLETE);
        assertThatThrownBy(() -> migrator().baseline("002_b"))
                .hasMessageContaining(
                        "002_b is incomplete, 2 of 3 units are done, and the baseline would take the rest for done.");
        migrator().mark("002_b");
        assertThat(migrator().baseline("002_b")).isEmpty();
    }
}
