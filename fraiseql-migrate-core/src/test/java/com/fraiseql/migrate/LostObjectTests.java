// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.report.UpPlan;
import org.junit.jupiter.api.Test;

/** A repeatable migration whose view or function has been dropped stays applied, and that is said. */
class LostObjectTests extends EngineTest {

    private void repeatablesApplied() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        files.add(
                "R_views.sql",
                "CREATE OR REPLACE VIEW v AS SELECT id FROM a;\nCREATE VIEW public.\"W\" AS SELECT 1;\n");
        files.add("R_functions.sql", "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql RETURN 1;\n");
        up();
    }

    @Test
    void aViewThatAVersionedMigrationDropsIsMentionedByUpStatusAndValidate() {
        repeatablesApplied();
        files.add("002_drop.sql", "DROP TABLE a CASCADE;");
        UpResult result = migrator().up();
        assertThat(result.warnings())
                .singleElement()
                .asString()
                .contains("R_views.sql", "the view v ", "`fraiseql migrate unmark R_views`", "`fraiseql migrate up`");
        assertThat(migrator().status().warnings()).isEqualTo(result.warnings());
        assertThat(migrator().validate()).isEqualTo(result.warnings());
        UpPlan plan = migrator().plan(UpOptions.all());
        assertThat(plan.warnings()).isEqualTo(result.warnings());
    }

    @Test
    void theAdviceCreatesItAgain() {
        repeatablesApplied();
        files.add("002_drop.sql", "DROP FUNCTION f();");
        assertThat(migrator().up().warnings()).singleElement().asString().contains("the routine f ");
        migrator().unmark("R_functions");
        UpResult again = migrator().up();
        assertThat(again.applied()).hasSize(1);
        assertThat(again.warnings()).isEmpty();
        assertThat(db.query("SELECT f()")).containsExactly("1");
    }

    @Test
    void aRepeatableThatRunsInTheSameRunIsNotMissed() {
        repeatablesApplied();
        files.add("002_drop.sql", "DROP VIEW v;");
        files.add("R_views.sql", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS n FROM a;\n");
        assertThat(migrator().up().warnings()).isEmpty();
        assertThat(migrator().status().warnings()).isEmpty();
    }

    @Test
    void whatAFileItselfDropsOrMovesAfterwardsIsNotMissed() {
        db.execute("CREATE SCHEMA app");
        files.add("R_moving.sql", """
                CREATE VIEW one AS SELECT 1;
                DROP VIEW one;
                CREATE VIEW two AS SELECT 2;
                ALTER VIEW two RENAME TO three;
                SET search_path = app;
                CREATE VIEW four AS SELECT 4;
                CREATE TEMP VIEW five AS SELECT 5;
                """);
        assertThat(migrator().up().warnings()).isEmpty();
        assertThat(migrator().status().warnings()).isEmpty();
    }
}
