// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.Statements;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What finding the cause of a failure asks of the statements of its file. */
class WhatStatementsSayTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity                                | true",
                "SELECT \"pg_terminate_backend\" /* all */ (pid) FROM pg_stat_activity                 | true",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> Pg_Backend_Pid () | false",
                "SELECT pg_terminate_backend(pg_catalog.pg_backend_pid())                              | true",
                "SELECT pg_terminate_backend(pg_backend_pid()), pg_backend_pid()                       | true",
                "DO $$BEGIN PERFORM pg_terminate_backend(pid) FROM pg_stat_activity; END$$             | true",
                "DO $$BEGIN EXECUTE 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity'; END$$    | true",
                "INSERT INTO t VALUES ('pg_terminate_backend')                                         | false",
            })
    void aStatementEndsItsOwnSession(String sql, boolean ends) {
        assertThat(OwnSession.endsItself(sql)).isEqualTo(ends);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP FUNCTION f()",
                "drop /* it */ schema s cascade",
                "ALTER FUNCTION f(int) RENAME TO g",
                "alter procedure s.f() set schema t",
                "ALTER ROUTINE f RENAME TO g",
                "DO $$BEGIN EXECUTE 'create function f() …'; END$$",
                "CALL make('CREATE OR REPLACE PROCEDURE f() …')",
            })
    void anotherBodyMayBeInPlaceOfAFunctions(String sql) {
        assertThat(BodyPlace.mayReplace(Statements.one(sql))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER FUNCTION f() OWNER TO a",
                "ALTER TABLE f RENAME TO g",
                "SELECT f()",
                "INSERT INTO t VALUES ('create function f')",
            })
    void aFunctionsBodyStays(String sql) {
        assertThat(BodyPlace.mayReplace(Statements.one(sql))).isFalse();
    }
}
