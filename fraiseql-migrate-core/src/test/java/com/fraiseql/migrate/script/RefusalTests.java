// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fraiseql.migrate.failure.FailureCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "string ~ SELECT 'it is; 2 ~ '",
                "string ~ SELECT E'it\\'; 2 ~ '",
                "quoted name ~ SELECT \"it ~ \"",
                "dollar-quoted string ~ SELECT $do$ it $$ $d$ ~ $do$",
                "block comment ~ SELECT /* it /* */ ~ */",
                "block comment ~ ;      /* it /* */ ~ */"
            })
    void whatIsNeverClosedIsNamedWhereItOpens(String what, String sql, String closing) {
        ScriptException failure = failure("SELECT 1;\n\t" + sql.strip() + "\n;\nSELECT 2;\n");
        assertThat(failure.code()).isEqualTo(FailureCode.UNTERMINATED);
        assertThat(place(failure)).isEqualTo("2:9");
        assertThat(failure.what()).contains("001_test.sql:2:9", what);
        assertThat(failure.action()).contains(closing);
        assertThat(failure.detail())
                .hasValueSatisfying(detail -> assertThat(detail)
                        .startsWith("    2 |  " + sql.strip() + "\n")
                        .endsWith("      |         ^"));
    }

    @Test
    void aCommentThatIsNeverClosedIsNamedEvenInABigFile() {
        ScriptException failure = failure("SELECT 1;\n  /* " + "x\n".repeat(300_000));
        assertThat(failure.code()).isEqualTo(FailureCode.UNTERMINATED);
        assertThat(place(failure)).isEqualTo("2:3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\i other.sql | Put the SQL of that file here",
                "\\ir other.sql | Put the SQL of that file here",
                "\\copy t FROM 'x' | COPY … FROM stdin",
                "\\connect db | one database",
                "\\c db | move what stands below it to the migrations of that database",
                "\\set x 1 | placeholder",
                "\\set | placeholder",
                "\\set echo 1 | placeholder",
                "\\set ON_ERROR_STOP on | Remove it: a migration stops at its first error anyway",
                "\\set ON_ERROR_STOP | Remove it: a migration stops at its first error anyway",
                "\\set \t ON_ERROR_ROLLBACK interactive | Remove it: a migration stops at its first error",
                "\\set AUTOCOMMIT off | Remove it: a migration is one transaction",
                "\\set QUIET 1 | Remove it: it changes only what psql shows",
                "\\set VERBOSITY verbose | Remove it",
                "\\unset ECHO | Remove it",
                "\\set SINGLELINE on | end each statement with a semicolon",
                "\\q | Remove it and the statements below it: psql ends here and has never run them",
                "\\quit | Remove it and the statements below it",
                "\\reset | throws away",
                "\\gdesc | does not run",
                "\\echo hi | RAISE NOTICE",
                "\\gexec | EXECUTE",
                "\\if :x | DO block",
                "\\d+ t | only shows",
                "\\! rm | operating system",
                "\\. | end of the data",
                "\\foo | only psql"
            })
    void aMetaCommandIsRefusedWithWhatToWriteInstead(String line, String instead) {
        ScriptException failure = failure("SELECT 1;\n " + line + "\nSELECT 2;");
        assertThat(failure.code()).isEqualTo(FailureCode.META_COMMAND);
        assertThat(place(failure)).isEqualTo("2:2");
        assertThat(failure.what()).contains(line.split(" ", -1)[0] + " is a command of psql");
        assertThat(failure.action()).contains(instead);
    }

    @Test
    void aMetaCommandIsSeenWithinAStatementToo() {
        assertThat(failure("SELECT 1 \\gset x\n").what()).contains("1:10", "\\gset");
        assertThat(failure("SELECT 1\\; SELECT 2;").what()).contains("1:9", "\\; is");
        assertThat(failure("\\a\\t").what()).contains("\\a is");
    }

    @Test
    void backslashesInStringsAndCommentsAreNoMetaCommands() {
        assertThat(split("SELECT '\\i'; -- \\i\nSELECT $$\n\\i\n$$; /* \\i */ SELECT \"\\i\""))
                .hasSize(3);
    }

    @Test
    void whatPgDumpWritesAroundItsOutputIsSkipped() {
        assertThat(split("--\n\\restrict 0aB\n\nSELECT 1;\n\\unrestrict 0aB\n")).containsExactly("SELECT 1");
        assertThat(split("\\restrict\r\nSELECT 1;\n\\unrestrict")).containsExactly("SELECT 1");
        assertThat(failure("\\restricted x").code()).isEqualTo(FailureCode.META_COMMAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ROLLBACK",
                "rollback work",
                "ROLLBACK TRANSACTION",
                "ROLLBACK AND CHAIN",
                "ABORT",
                "PREPARE TRANSACTION 'x'",
                "COMMIT AND CHAIN",
                "END WORK AND CHAIN",
                "BEGIN",
                "START TRANSACTION ISOLATION LEVEL SERIALIZABLE",
                "BEGIN; SELECT 2"
            })
    void transactionControlThatTheEngineCannotHonourIsRefused(String sql) {
        ScriptException failure = failure("SELECT 1;\n\n  " + sql + ";\n");
        assertThat(failure.code()).isEqualTo(FailureCode.TRANSACTION_CONTROL);
        assertThat(place(failure)).isEqualTo("3:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SAVEPOINT a; ROLLBACK TO a; ROLLBACK TO SAVEPOINT a; ROLLBACK WORK TO a; RELEASE a",
                "ROLLBACK PREPARED 'x'",
                "COMMIT PREPARED 'x'",
                "COMMIT AND NO CHAIN",
                "PREPARE transaction AS SELECT 1",
                "BEGIN; COMMIT",
                "START TRANSACTION; END",
                "BEGIN; BEGIN; COMMIT; COMMIT"
            })
    void otherTransactionControlIsFine(String sql) {
        assertThatCode(() -> Script.read(Scripts.text(sql))).doesNotThrowAnyException();
    }

    @Test
    void aStandaloneStatementBetweenBeginAndCommitIsRefused() {
        ScriptException failure = failure("BEGIN;\nSELECT 1;\n CREATE INDEX CONCURRENTLY i ON t (a);\nCOMMIT;");
        assertThat(failure.code()).isEqualTo(FailureCode.TRANSACTION_CONTROL);
        assertThat(place(failure)).isEqualTo("3:2");
        assertThat(failure.action()).contains("BEGIN in line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET client_encoding = 'LATIN1'",
                "SET client_encoding TO sql_ascii",
                "SET NAMES 'win1252'",
                "SET LOCAL client_encoding = 'LATIN1'",
                "SELECT pg_catalog.set_config('client_encoding', 'LATIN1', false)",
                "SET datestyle = 'German'",
                "SET DateStyle TO sql, dmy",
                "SET datestyle = 'Postgres, MDY'"
            })
    void aSettingThatTheDriverCannotLiveWithIsRefused(String sql) {
        ScriptException failure = failure("\n" + sql + ";");
        assertThat(failure.code()).isEqualTo(FailureCode.UNSUPPORTED_SETTING);
        assertThat(place(failure)).isEqualTo("2:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET client_encoding = 'UTF8'",
                "SET client_encoding = 'utf-8'",
                "SET NAMES 'unicode'",
                "SET client_encoding TO 'Utf_8'",
                "SET client_encoding TO unicode",
                "SET client_encoding = 'utf 8'",
                "SET client_encoding TO DEFAULT",
                "RESET client_encoding",
                "SET datestyle = 'ISO, DMY'",
                "SET datestyle TO dmy",
                "SELECT set_config('client_encoding', 'UTF8', false)"
            })
    void theSameSettingWithAGoodValueIsFine(String sql) {
        assertThat(split(sql)).containsExactly(sql);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SET client_encoding TO 'UNICODE' | SET client_encoding TO 'UTF8'",
                "SET NAMES E'UNICODE' | SET NAMES 'UTF8'",
                "SET client_encoding = \"UNICODE\" | SET client_encoding = 'UTF8'",
                "SELECT 'UNICODE', set_config('client_encoding', 'UNICODE', false) | SELECT 'UNICODE', "
                        + "set_config('client_encoding', 'UTF8', false)"
            })
    void theOneSpellingThatTheDriverDoesNotKnowIsSentAsUtf8(String sql, String sent) {
        Statement statement = Scripts.one(sql);
        assertThat(statement.text()).isEqualTo(sent);
        assertThat(statement.raw()).isEqualTo(sql);
        assertThat(statement.locate(Scripts.text(""), sent.length() + 1))
                .hasToString("001_test.sql:1:" + (sql.length() + 1));
    }

    @Test
    void aPlaceholderForThatSpellingStaysAPlaceholderInTheFilesText() {
        Statement statement = Scripts.statements("SET client_encoding TO '${e}'", java.util.Map.of("e", "UNICODE"))
                .get(0);
        assertThat(statement.text()).isEqualTo("SET client_encoding TO 'UTF8'");
        assertThat(statement.raw()).isEqualTo("SET client_encoding TO '${e}'");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByLineAndOffset() {
        byte[] bytes = "SELECT 1;\nSELECT 'caf?';".getBytes(StandardCharsets.UTF_8);
        bytes[21] = (byte) 0xE9;
        ScriptException failure = failure(Scripts.bytes(bytes));
        assertThat(failure.code()).isEqualTo(FailureCode.NOT_UTF8);
        assertThat(failure.what()).contains("line 2", "offset 21");
        assertThat(place(failure)).isEqualTo("2:12");
    }

    @Test
    void aTruncatedCharacterAtTheEndIsNotUtf8() {
        assertThat(failure(Scripts.bytes(new byte[] {'-', '-', (byte) 0xC3})).code())
                .isEqualTo(FailureCode.NOT_UTF8);
    }

    @Test
    void utf16IsRecognised() {
        ScriptException failure = failure(Scripts.bytes("SELECT 1;".getBytes(StandardCharsets.UTF_16)));
        assertThat(failure.code()).isEqualTo(FailureCode.NOT_UTF8);
        assertThat(failure.what()).contains("UTF-16");
        assertThat(failure(Scripts.bytes("SELECT 1;".getBytes(StandardCharsets.UTF_16LE)))
                        .what())
                .contains("NUL", "UTF-16", "line 1", "offset 1");
    }

    @Test
    void aNulByteIsRefusedFarBehindTheStart() {
        byte[] bytes = ("SELECT '" + "x".repeat(200_000) + "';").getBytes(StandardCharsets.UTF_8);
        bytes[150_000] = 0;
        assertThat(failure(Scripts.bytes(bytes)).what()).contains("NUL", "offset 150000");
    }
}
