// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.copyData;
import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyDataTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM stdin",
                "copy public.t (a, b) from STDIN WITH (FORMAT csv, HEADER)",
                "COPY BINARY t FROM STDIN",
                "COPY t FROM STDIN USING DELIMITERS '|' WITH NULL AS ''",
                "COPY t\n  (\"from\", stdin)\nFROM /* x */ stdin WHERE a > 1",
                "COPY t FROM stdout"
            })
    void copyFromStdinIsFollowedByData(String copy) {
        String sql = copy + ";\n1\t';$$\n2\t\\N\n\\.\nSELECT 2;";
        assertThat(split(sql)).containsExactly(copy, "SELECT 2");
        assertThat(copyData(sql)).containsExactly("1\t';$$\n2\t\\N\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM '/tmp/stdin'",
                "COPY t FROM PROGRAM 'cat'",
                "COPY t TO STDOUT",
                "COPY (SELECT a FROM stdin) TO STDOUT",
                "COPY (SELECT 1) TO '/tmp/x'",
                "COPY (SELECT 1) FROM stdin",
                "COPY (SELECT a FROM stdin) FROM stdin",
                "COPY FROM stdin",
                "COPY t (a) b FROM stdin",
                "SELECT 'COPY t FROM stdin'"
            })
    void nothingElseIsFollowedByData(String sql) {
        assertThat(split(sql + ";\nSELECT 2;")).containsExactly(sql, "SELECT 2");
    }

    @Test
    void noDataIsFine() {
        assertThat(copyData("COPY t FROM stdin;\n\\.\n")).containsExactly("");
        assertThat(copyData("COPY t FROM stdin;\n\\.")).containsExactly("");
    }

    @Test
    void onlyALineOfItsOwnEndsTheData() {
        assertThat(copyData("COPY t FROM stdin;\n\\\\.\nx\\.\n\\.x\n \\.\n\\.\nSELECT 1"))
                .containsExactly("\\\\.\nx\\.\n\\.x\n \\.\n");
    }

    @Test
    void aFileWithWindowsLineEndsGivesTheSameData() {
        String sql = "COPY t FROM stdin;\r\n1\ta\r\n\r\n2\tb\r\n\\.\r\nSELECT 1;\r\n";
        assertThat(copyData(sql)).containsExactly("1\ta\n\n2\tb\n");
        assertThat(Scripts.statements(sql).get(1).line()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "COPY t FROM stdin (FORMAT csv)",
                "COPY t (\"from\", stdin) FROM stdin WITH (HEADER, Format 'csv')",
                "COPY t FROM stdin CSV HEADER",
                "COPY t FROM stdin WITH DELIMITER ';' CSV"
            })
    void aLineBreakWithinQuotesOfCsvStaysWhatItIsInTheFile(String copy) {
        String sql = copy + ";\r\n\"a\r\nb\",1\r\n\\.\r\nSELECT 1;\r\n";
        assertThat(copyData(sql)).containsExactly("\"a\r\nb\",1\r\n");
        assertThat(split(sql)).endsWith("SELECT 1");
    }

    @Test
    void aUnitWithCsvHasOneHashHoweverGitHasCheckedTheFileOut() {
        String sql = "COPY t FROM stdin CSV;\n\"a\nb\",1\n\\.\n";
        assertThat(Script.read(Scripts.text(sql.replace("\n", "\r\n")))
                        .units()
                        .get(0)
                        .hash())
                .isEqualTo(Script.read(Scripts.text(sql)).units().get(0).hash());
    }

    @Test
    void inAnyOtherFileACarriageReturnIsData() {
        assertThat(copyData("COPY t FROM stdin (FORMAT csv);\n\"a\r\nb\"\r\n\\.\n"))
                .containsExactly("\"a\r\nb\"\r\n");
    }

    @Test
    void theRestOfTheLineRunsAfterTheDataAsInPsql() {
        var statements = Scripts.statements("COPY t FROM stdin; SELECT 'a' -- x\n1\n\\.\n , 'b'; SELECT 2;");
        assertThat(statements)
                .extracting(Statement::text)
                .containsExactly("COPY t FROM stdin", "SELECT 'a' -- x\n , 'b'", "SELECT 2");
        assertThat(statements)
                .extracting(statement -> statement.line() + ":" + statement.column())
                .containsExactly("1:1", "1:20", "4:9");
    }

    @Test
    void dataIsAnyUtf8() {
        String data = "😀\tñ\u0001\u007F\n".repeat(50_000);
        assertThat(copyData("COPY t FROM stdin;\n" + data + "\\.\nSELECT 1;")).containsExactly(data);
    }

    @Test
    void placeholdersInDataStay() throws IOException {
        String sql = "COPY ${t} FROM stdin;\n${t}\n\\.\nSELECT '${t}';";
        try (StatementReader reader = StatementReader.open(Scripts.text(sql), Map.of("t", "tb_user"))) {
            assertThat(reader.next()).extracting(Statement::text).isEqualTo("COPY tb_user FROM stdin");
            assertThat(new String(reader.copyData().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("${t}\n");
            assertThat(reader.next()).extracting(Statement::text).isEqualTo("SELECT 'tb_user'");
        }
    }

    @Test
    void dataThatIsNotReadIsSkipped() throws IOException {
        try (StatementReader reader = StatementReader.open(Scripts.text("COPY t FROM stdin;\n1\n2\n\\.\nSELECT 1;"))) {
            reader.next();
            assertThat(reader.copyData().read()).isEqualTo('1');
            assertThat(reader.next()).extracting(Statement::text).isEqualTo("SELECT 1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1;\n COPY t FROM stdin;\n1\n2\n",
                "SELECT 1;\n COPY t FROM stdin;",
                "SELECT 1;\n COPY t FROM stdin",
                "SELECT 1;\n COPY t FROM stdin;\n1\n\\. \n"
            })
    void dataWithoutEndNamesTheCopy(String sql) {
        ScriptException failure = failure(sql);
        assertThat(failure.code()).isEqualTo(FailureCode.UNTERMINATED);
        assertThat(place(failure)).isEqualTo("2:2");
        assertThat(failure.action()).contains("\\.");
    }
}
