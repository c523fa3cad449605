// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.FILE;
import static com.fraiseql.migrate.script.Scripts.failure;
import static com.fraiseql.migrate.script.Scripts.place;
import static com.fraiseql.migrate.script.Scripts.split;
import static com.fraiseql.migrate.script.Scripts.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackSectionTests {

    private static RollbackSection section(String sql) {
        return Objects.requireNonNull(Script.read(text(sql)).rollback());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Rollback:",
                "-- rollback:",
                "--ROLLBACK:",
                "--   Rollback :  \t",
                "  \t-- Rollback:",
                "-- Rollback:\r"
            })
    void theMarkerMayBeWrittenInManyWays(String marker) {
        String sql = "CREATE TABLE t (a int);\n" + marker + "\n-- DROP TABLE t;\n";
        assertThat(split(sql)).containsExactly("CREATE TABLE t (a int)");
        assertThat(section(sql).sql()).isEqualTo("DROP TABLE t;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- Rollback: drop the table",
                "-- Rollback notes:",
                "-- The Rollback:",
                "/* Rollback: */",
                "SELECT 1; -- Rollback:",
                "/* x */ -- Rollback:",
                "SELECT '\n-- Rollback:\n';",
                "DO $$\n-- Rollback:\n$$;",
                "/*\n-- Rollback:\n*/",
                "SELECT \"\n-- Rollback:\n\";",
                "COPY t FROM stdin;\n-- Rollback:\n\\."
            })
    void whatOnlyLooksLikeAMarkerIsNone(String sql) {
        Script script = Script.read(text(sql + "\nSELECT 2;"));
        assertThat(script.rollback()).isNull();
        assertThat(script.units()).isNotEmpty();
        assertThat(split(sql + "\nSELECT 2;")).endsWith("SELECT 2");
    }

    @Test
    void theSqlIsTheCommentsWithoutTheirDashes() {
        RollbackSection section =
                section("CREATE TABLE t (a int);\n\n-- Rollback:\n--   DROP VIEW v; -- first\n\n  --DROP TABLE t\n-- "
                        + "\t;\n--\n/* more\n */\n--- x\n");
        assertThat(section.sql()).isEqualTo("  DROP VIEW v; -- first\n\nDROP TABLE t\n\t;\n\n\n\n- x");
        assertThat(section.line()).isEqualTo(3);
        assertThat(split(section.sql())).containsExactly("DROP VIEW v", "DROP TABLE t", "- x");
    }

    @Test
    void placesInTheSectionAreFoundInTheFile() {
        String sql = "SELECT 1;\n-- Rollback:\n-- SELECT 2;\n\n  --\tDROP nmae;\n";
        ScriptText text = section(sql).in(Scripts.text(sql));
        List<Statement> statements = Scripts.statements(text);
        assertThat(statements.get(0).locate(text, 1)).hasToString(FILE + ":3:4");
        assertThat(statements.get(1).locate(text, 6)).hasToString(FILE + ":5:11");
        assertThat(text.name()).isEqualTo(FILE);
        assertThat(Script.read(text).statements()).isEqualTo(2);
    }

    @Test
    void windowsLineEndsMakeNoDifference() {
        assertThat(section("SELECT 1;\r\n-- Rollback:\r\n-- SELECT 2;\r\n-- SELECT 3;\r\n")
                        .sql())
                .isEqualTo("SELECT 2;\nSELECT 3;");
    }

    @Test
    void directivesInTheSectionStayDirectives() {
        String sql = "SELECT 1;\n-- Rollback:\n-- fraiseql:no-transaction\n-- DROP INDEX CONCURRENTLY i;\n";
        ScriptText text = section(sql).in(Scripts.text(sql));
        List<Directive> directives = Script.read(text).headDirectives();
        assertThat(directives).extracting(Directive::name).containsExactly("no-transaction");
        assertThat(text.locate(directives.get(0).line(), directives.get(0).column()))
                .hasToString(FILE + ":3:1");
    }

    @Test
    void anUnfinishedStatementEndsAtTheMarker() {
        assertThat(split("SELECT 'a'\n-- Rollback:\n-- SELECT 2;")).containsExactly("SELECT 'a'");
        assertThat(section("SELECT 'a'\n\n-- Rollback:\n-- SELECT 2;").sql()).isEqualTo("SELECT 2;");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--\n--",
                "-- none",
                "-- None: data is gone",
                "-- not possible, don't try",
                "-- not possible",
                "-- n/a",
                "-- -- DROP TABLE t"
            })
    void aSectionWithoutAStatementIsNoRollback(String lines) {
        assertThat(Script.read(text("SELECT 1;\n-- Rollback:\n" + lines)).rollback())
                .isNull();
    }

    @Test
    void aStatementAfterTheSectionIsRefused() {
        ScriptException failure = failure("SELECT 1;\n-- Rollback:\n-- SELECT 2;\n;\n  SELECT 3;");
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_AFTER_ROLLBACK);
        assertThat(place(failure)).isEqualTo("5:3");
        assertThat(failure.action()).contains("line 2");
        assertThat(failure("SELECT 1;\n-- Rollback:\n-- SELECT 2;\n-- rollback:\n-- SELECT 3;")
                        .code())
                .isEqualTo(FailureCode.STATEMENT_AFTER_ROLLBACK);
    }

    @Test
    void whatPgDumpWritesAtTheEndMayFollow() {
        assertThat(section("SELECT 1;\n-- Rollback:\n-- SELECT 2;\n\\unrestrict abc\n")
                        .sql())
                .isEqualTo("SELECT 2;");
    }

    @Test
    void theSectionIsCheckedByTheSameRulesWithTheFilesLines() {
        ScriptException failure = failure("SELECT 1;\n-- Rollback:\n-- SELECT 2;\n--\n--   SELECT 'x;\n");
        assertThat(failure.code()).isEqualTo(FailureCode.UNTERMINATED);
        assertThat(place(failure)).isEqualTo("5:13");
        assertThat(failure.detail()).hasValueSatisfying(d -> assertThat(d).contains("5 | --   SELECT 'x;"));
        assertThat(place(failure("SELECT 1;\n-- Rollback:\n-- \\i x\n"))).isEqualTo("3:4");
        assertThat(place(failure("SELECT 1;\n-- Rollback:\n--  ROLLBACK;\n"))).isEqualTo("3:5");
    }

    @Test
    void placeholdersInTheSectionStay() {
        try (StatementReader reader = StatementReader.open(
                text("CREATE TABLE ${t} (a int)\n-- Rollback:\n-- DROP TABLE ${t};"), Map.of("t", "x"))) {
            assertThat(reader.next()).extracting(Statement::text).isEqualTo("CREATE TABLE x (a int)");
            assertThat(reader.next()).isNull();
            assertThat(reader.rollback()).extracting(RollbackSection::sql).isEqualTo("DROP TABLE ${t};");
        }
    }
}
