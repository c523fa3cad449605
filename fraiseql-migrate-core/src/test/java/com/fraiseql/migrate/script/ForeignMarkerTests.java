// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fraiseql.migrate.failure.FailureCode;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForeignMarkerTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- +goose Down | goose's",
                "--+goose down | goose's",
                "-- +migrate Down notransaction | sql-migrate's",
                "-- +micrate Down | micrate's",
                "-- migrate:down transaction:false | dbmate's",
                "-- rambler down | rambler's",
                "-- //@UNDO | MyBatis",
                "--//@UNDO | MyBatis",
                "-- // @UNDO | MyBatis",
                "---- create above / drop below ---- | tern's",
                "-- Down Migration | node-pg-migrate's",
                "--- Down migration | node-pg-migrate's",
                "-- !Downs | Play's",
                "# --- !Downs | Play's",
                "-- Revert flipr:users from pg | sqitch's",
                "-- DOWN | another tool's",
                "-- @down | another tool's",
                "-- +down | another tool's",
                "-- #DOWN | another tool's",
                "--;; down | another tool's",
                "-- ==== DOWN ==== | another tool's",
                "-- 1 down | another tool's",
                "-- Undo: | another tool's",
                "-- migrate: down | dbmate's",
                "-- Migration down | another tool's",
                "-- Rollback | colon"
            })
    void theUndoSectionOfAnotherToolIsRefusedBeforeItRuns(String marker, String whose) {
        ScriptException failure =
                failure("CREATE TABLE t (a int);\n\n" + marker + "\n-- take it back\nDROP TABLE t;\n");
        assertThat(failure.code()).isEqualTo(FailureCode.FOREIGN_MARKER);
        assertThat(place(failure)).isEqualTo(marker.startsWith("#") ? "3:3" : "3:1");
        assertThat(failure.what()).contains(whose);
        assertThat(failure.action()).contains("-- Rollback:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--liquibase formatted sql", "-- liquibase formatted sql changeLogId:1", "-- atlas:txtar"})
    void aFileInTheFormatOfAnotherToolIsRefused(String header) {
        ScriptException failure = failure("\n" + header + "\n\n--changeset a:1\nCREATE TABLE t (a int);\n");
        assertThat(failure.code()).isEqualTo(FailureCode.FOREIGN_MARKER);
        assertThat(place(failure)).isEqualTo("2:1");
    }

    @Test
    void aMarkerWithinAStatementWithoutSemicolonIsSeen() {
        ScriptException failure = failure("CREATE TABLE t (a int)\n  -- +goose Down\nDROP TABLE t;\n");
        assertThat(failure.code()).isEqualTo(FailureCode.FOREIGN_MARKER);
        assertThat(place(failure)).isEqualTo("2:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- +goose Up",
                "-- +goose StatementBegin",
                "-- migrate:up",
                "-- Down the road this becomes a view.",
                "-- Down migration is not needed here, since the table is new",
                "-- Migrate down the hierarchy first",
                "-- Undo the mistake of 003",
                "-- Rollback notes:",
                "-- Rollback: drop the table by hand",
                "-- the down migration",
                "/* -- +goose Down */",
                "SELECT 1; -- down",
                "SELECT '\n-- +goose Down\n';",
                "DO $$\n-- migrate:down\n$$;",
                "/*\n-- +goose Down\n*/",
                "CREATE TYPE d AS ENUM (\n-- up\n'u',\n-- down\n'd');",
                "COPY t FROM stdin;\n-- +goose Down\n\\."
            })
    void anyOtherCommentIsFine(String sql) {
        assertThat(split(sql + "\nSELECT 2;")).endsWith("SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-- DROP TABLE t;\n", "-- +goose StatementBegin\n-- +goose StatementEnd\n", "/* none */;"})
    void aSectionWithoutStatementsDoesNoHarm(String section) {
        assertThat(split("-- +goose Up\nCREATE TABLE t (a int);\n-- +goose Down\n" + section))
                .hasSize(1);
    }

    @Test
    void inADownFileEveryStatementIsMeantToTakeBack() {
        ScriptText down = new ScriptText() {
            @Override
            public String name() {
                return "001_t.down.sql";
            }

            @Override
            public InputStream open() throws java.io.IOException {
                return text("-- Rollback:\n-- +goose Down\nDROP TABLE t;").open();
            }

            @Override
            public boolean undoes() {
                return true;
            }
        };
        assertThatCode(() -> Script.read(down)).doesNotThrowAnyException();
        assertThat(Script.read(down).statements()).isEqualTo(1);
    }

    @Test
    void aToolsLineWithinTheRollbackSectionIsRefusedSinceItWouldBeSql() {
        ScriptException failure = failure("CREATE TABLE t (a int);\n-- Rollback:\n-- +goose Down\n-- DROP TABLE t;\n");
        assertThat(failure.code()).isEqualTo(FailureCode.FOREIGN_MARKER);
        assertThat(place(failure)).isEqualTo("3:1");
        assertThat(failure.what()).contains("goose");
    }
}
