// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.execute.run.SessionState;
import com.fraiseql.migrate.testsupport.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which statements may change the session, where the database has no function that does. */
class SessionChangesTests {

    private static boolean mayChange(String sql) {
        SessionChanges changes = new SessionChanges(false);
        Statements.each(sql, changes::learn);
        return changes.any();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.x = 'v'",
                "set /* a comment */ LOCAL app.x = 'v'",
                "RESET ALL",
                "PREPARE p AS SELECT 1",
                "LISTEN c",
                "SELECT pg_catalog.\"set_config\"('app.x', 'v', false)",
                "(SELECT Set_Config('app.x', 'v', false))",
                "CREATE TEMP TABLE t (id int)",
                "CREATE TABLE pg_temp.t (id int)",
                "CREATE /* why */ TEMPORARY VIEW v AS SELECT 1",
                "DO $$BEGIN SET app.x = 'v'; END$$",
                "DO $$BEGIN EXECUTE 'a' || 'b'; END$$",
                "DO 'BEGIN PERFORM set_config(''app.x'', ''v'', false); END'",
                "CREATE EXTENSION x; INSERT INTO t VALUES (1)",
                "create/**/extension if not exists x; SELECT f()",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN SET app.x = 1; RETURN 1; END'; SELECT f()",
                "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
            })
    void theseMay(String sql) {
        assertThat(mayChange(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES ('put aside, set', 'a template')",
                "UPDATE t SET a = 1 WHERE b = 'x'",
                "SELECT f()",
                "CREATE TABLE t (id int)",
                "CREATE TABLE \"extension\" (id int); INSERT INTO \"extension\" VALUES (1)",
                "ALTER TABLE t ALTER a SET DEFAULT 1",
                "DO $$BEGIN PERFORM 1; END$$",
                "VACUUM t",
            })
    void theseDoNot(String sql) {
        assertThat(mayChange(sql)).isFalse();
    }

    @Test
    void onlyDdlThatCallsNoFunctionIsPlain() {
        assertThat(SessionState.isPlain("create/**/table template (selected int)"))
                .isTrue();
        assertThat(SessionState.isPlain("CREATE TABLE t AS SELECT f()")).isFalse();
        assertThat(SessionState.isPlain("CREATE TABLE t AS EXECUTE p")).isFalse();
        assertThat(SessionState.isPlain("CREATE TEMP TABLE t (id int)")).isFalse();
        assertThat(SessionState.isPlain("CREATE TABLE pg_temp_3.t (id int)")).isFalse();
        assertThat(SessionState.isPlain("INSERT INTO t VALUES (1)")).isFalse();
    }
}
