// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.Statements;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndsWithTransactionTests {

    private static Set<String> found(String sql, boolean sameUnit) {
        Map<String, EndsWithTransaction> found = new LinkedHashMap<>();
        Statements.each(sql, statement -> EndsWithTransaction.note(statement, sameUnit, found));
        return found.keySet();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (id int) ON COMMIT DROP",
                "create local /* c */ temporary table if not exists \"x\" (id int) on/**/commit delete rows",
                "DECLARE x CURSOR FOR SELECT 1",
                "declare X no scroll cursor without hold for select 1",
                "CREATE TEMP TABLE x ON COMMIT DROP AS SELECT 1; DROP TABLE y",
            })
    void aCommitTakesItAway(String sql) {
        assertThat(found(sql, true)).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMP TABLE x (id int)",
                "CREATE TEMP TABLE x (id int) ON COMMIT PRESERVE ROWS",
                "DECLARE x CURSOR WITH HOLD FOR SELECT 1",
                "DECLARE \"x\" CURSOR FOR SELECT 1; CLOSE x",
                "CREATE TEMP TABLE x (id int) ON COMMIT DROP; DROP TABLE IF EXISTS y, X CASCADE",
                "INSERT INTO t VALUES ('on purpose, commit')",
            })
    void aCommitTakesNothingAway(String sql) {
        assertThat(found(sql, true)).isEmpty();
    }

    @Test
    void ofAnEarlierUnitOnlyATableIsLeftThatIsEmptiedAgain() {
        assertThat(found("CREATE TEMP TABLE x (id int) ON COMMIT DROP", false)).isEmpty();
        assertThat(found("DECLARE x CURSOR FOR SELECT 1", false)).isEmpty();
        assertThat(found("CREATE TEMP TABLE x (id int) ON COMMIT DELETE ROWS", false))
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$BEGIN CREATE TEMP TABLE x (id int) ON COMMIT DROP; END$$",
                "DO $$BEGIN EXECUTE 'CREATE TEMP TABLE x (id int) ON COMMIT DELETE ROWS'; END$$",
            })
    void codeIsLookedInto(String sql) {
        assertThat(found(sql, true)).containsExactly("line 1");
    }
}
