// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the statements of a transaction tell of the settings that hold at its end. */
class SettingsTraceTests {

    private static SettingsTrace trace(String sql, boolean functionsMay) {
        SettingsTrace trace = new SettingsTrace(functionsMay);
        trace.transactionBegins();
        Statements.each(sql, trace::follow);
        return trace;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.x = 'v'",
                "SET SESSION app.x TO v",
                "SELECT 1",
                "SET LOCAL app.y = 'v'",
                "SET LOCAL app.x = 'v'; SET app.x = 'w'",
                "SET LOCAL app.x = 'v'; RESET app.x",
                "SET LOCAL app.x = 'v'; RESET ALL",
                "SET LOCAL app.x = 'v'; SELECT set_config('app.x', 'w', false)",
                "WITH w AS (SELECT f() AS n) SELECT set_config('APP.X', 'v', false) FROM w",
                "SAVEPOINT a; SET LOCAL app.x = 'v'; ROLLBACK TO a",
                "SAVEPOINT a; SAVEPOINT a; RELEASE a; SET LOCAL app.x = 'v'; ROLLBACK TO SAVEPOINT a",
                "SET app.x = 'v'; SELECT set_config('app.y', 'v', is_local) FROM s",
            })
    void aValueIsTheSessionsWhereTheTextTells(String sql) {
        assertThat(trace(sql, false).isOfSession("app.x")).isTrue();
    }

    @Test
    void whatWasSetForATransactionEndsWithIt() {
        SettingsTrace trace = trace("SET LOCAL app.x = 'v'", false);
        trace.transactionBegins();
        assertThat(trace.isOfSession("app.x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET LOCAL app.x = 'v'",
                "SET app.x = 'v'; SET LOCAL app.x = 'w'",
                "SELECT set_config('app.x', 'v', true)",
                "SELECT set_config('app.x', 'v', is_local) FROM s",
                "SELECT set_config(name, 'v', true) FROM s",
                "SET LOCAL app.x = 'v'; SELECT set_config('app.x', 'w', false) FROM s WHERE false",
                "SET LOCAL app.x = 'v'; SAVEPOINT a; SET app.x = 'w'; ROLLBACK TO a",
                "DO $$ BEGIN PERFORM set_config('app.x', 'v', true); END $$",
                "DO $$ BEGIN SET LOCAL app.x = 'v'; END $$",
                "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT set_config('app.x', 'v', true) $$;"
                        + " SELECT f()",
                "SELECT run('SELECT set_config(''app.x'', ''v'', true)'), set_config('app.y', 'v', false)",
            })
    void aValueIsNotTheSessionsWhereTheTextDoesNotTell(String sql) {
        assertThat(trace(sql, false).isOfSession("app.x")).isFalse();
    }

    @Test
    void aFunctionThatSetsSomethingMayHaveBeenCalledByAnyStatementThatHandlesRows() {
        assertThat(trace("SET app.x = 'v'; INSERT INTO t VALUES (1)", true).isOfSession("app.x"))
                .isFalse();
        assertThat(trace("SET app.x = 'v'; INSERT INTO t VALUES (1)", false).isOfSession("app.x"))
                .isTrue();
        assertThat(trace("SELECT set_config('app.x', 'v', false)", true).isOfSession("app.x"))
                .isTrue();
        assertThat(trace("SELECT set_config('app.x', f(), false)", true).isOfSession("app.x"))
                .isFalse();
        assertThat(trace("INSERT INTO t VALUES (1); SET app.x = 'v'", true).isOfSession("app.x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET ROLE r", "SET LOCAL ROLE r; RESET ROLE", "SET SESSION AUTHORIZATION r", "SET role = r"})
    void theRoleIsASettingToo(String sql) {
        assertThat(trace(sql, false).isOfSession("role")).isTrue();
        assertThat(trace("SET LOCAL ROLE r; RESET ALL", false).isOfSession("role"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.key = 'It''s me'",
                "SET SESSION \"app\".\"key\" TO E'It\\'s me'",
                "SELECT pg_catalog.set_config('app.key', 'It''s me', false)",
                "SELECT set_config('app.key', 'x', false); SET app.key = 'It''s me'; SET app.y = 'v'"
            })
    void aLiteralIsTheValue(String sql) {
        assertThat(trace(sql, true).literal("app.key")).isEqualTo("It's me");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET app.key = 'a'; SELECT set_config('app.key', md5('x'), false)",
                "SET app.key = 'a'; SET LOCAL app.key = 'b'",
                "SET app.key = 'a'; SELECT set_config('app.key', 'b', false) WHERE false",
                "SET app.key = 'a'; RESET ALL",
                "SET app.key = a, b",
                "SET app.key = 'a'; SELECT set_config('app.key', 'b', 1 = 1)",
            })
    void whatWasComputedOrMayHaveChangedIsNone(String sql) {
        assertThat(trace(sql, false).literal("app.key")).isNull();
    }
}
