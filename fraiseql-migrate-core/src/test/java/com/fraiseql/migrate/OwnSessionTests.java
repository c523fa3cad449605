// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Migrations that end sessions, among them the one that they run in. */
class OwnSessionTests extends EngineTest {

    private static final String EVERY =
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()";

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVERY + ";",
                "CREATE TABLE a (id int);\n" + EVERY + ";\nSELECT 1;",
                "DO $$ BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
                        + "current_database(); END $$;",
                "SELECT pg_catalog.pg_terminate_backend(pg_backend_pid());\nSELECT pg_sleep(5);",
            })
    void aMigrationThatEndsItsOwnSessionIsToldToSpareIt(String sql) {
        files.add("001_a.sql", sql);
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.CONNECTION_LOST);
        assertThat(failure.action()).contains("AND pid <> pg_backend_pid()").doesNotContain("Start it again");
    }

    @Test
    void theAdviceWorks() {
        files.add("001_a.sql", EVERY + " AND pid <> pg_backend_pid();");
        assertThat(up()).containsExactly("001_a");
    }
}
