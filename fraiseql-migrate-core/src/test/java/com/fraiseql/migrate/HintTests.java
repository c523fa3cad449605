// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import org.junit.jupiter.api.Test;

/** What an error tells to do can be done. */
class HintTests extends EngineTest {

    @Test
    void aRepeatableMigrationThatWasEditedAboveItsFailureCanBeForgottenAndRunAgain() {
        files.add("R_views.sql", "BEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 1 AS a;\nCOMMIT;\nSELECT nope;");
        upFails();
        files.add("R_views.sql", "BEGIN;\nCREATE OR REPLACE VIEW v AS SELECT 2 AS a;\nCOMMIT;\nSELECT 1;");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.FINISHED_PART_CHANGED);
        assertThat(failure.action()).contains("unmark R_views").doesNotContain("new migration");
        migrator().unmark("R_views");
        up();
        assertThat(db.query("SELECT a FROM v")).containsExactly("2");
    }

    @Test
    void aVersionedOneIsToldOfANewMigration() {
        files.add("001_a.sql", "BEGIN;\nCREATE TABLE a (id int);\nCOMMIT;\nSELECT nope;");
        upFails();
        files.add("001_a.sql", "BEGIN;\nCREATE TABLE a (id bigint);\nCOMMIT;\nSELECT 1;");
        assertThat(upFails().action()).contains("new migration").doesNotContain("unmark");
    }

    @Test
    void aMigrationOutOfOrderIsToldBothWays() {
        files.add("002_b.sql", "SELECT 1;");
        up();
        files.add("001_a.sql", "SELECT 1;");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.OUT_OF_ORDER);
        assertThat(failure.action())
                .contains("next free number", "--out-of-order apply", "fraiseql.migrate.out-of-order");
    }
}
