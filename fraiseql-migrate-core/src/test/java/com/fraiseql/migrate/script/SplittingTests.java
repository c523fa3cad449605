// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static com.fraiseql.migrate.script.Scripts.one;
import static com.fraiseql.migrate.script.Scripts.split;
import static com.fraiseql.migrate.script.Scripts.statements;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplittingTests {

    @Test
    void statementsEndAtSemicolons() {
        assertThat(split("SELECT 1; SELECT 2;\nSELECT 3;")).containsExactly("SELECT 1", "SELECT 2", "SELECT 3");
    }

    @Test
    void theLastStatementNeedsNoSemicolon() {
        assertThat(split("SELECT 1;\nSELECT 2\n\n-- the end")).containsExactly("SELECT 1", "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "-- only a comment", "/* only */ /* comments */", ";;\n;", "\uFEFF"})
    void aFileWithoutAStatementIsFine(String sql) {
        assertThat(split(sql)).isEmpty();
        assertThat(Script.read(Scripts.text(sql)).units()).isEmpty();
    }

    @Test
    void emptyStatementsAreDropped() {
        assertThat(split(";SELECT 1;;\n; SELECT 2; ;")).containsExactly("SELECT 1", "SELECT 2");
    }

    @Test
    void aByteOrderMarkIsDropped() {
        assertThat(statements("\uFEFFSELECT 1;")).singleElement().satisfies(statement -> {
            assertThat(statement.text()).isEqualTo("SELECT 1");
            assertThat(statement.column()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a;b'",
                "SELECT 'it''s; fine'",
                "SELECT 'a\\'",
                "SELECT E'a\\';b'",
                "SELECT e'a\\\\'",
                "SELECT E'a'\n '\\';b'",
                "SELECT E'a' -- more\n -- and more\n\t'\\';b'",
                "SELECT E'it''s\\';'",
                "SELECT B'01;', X'ff;', N'n;', U&'\\0441;' UESCAPE '!'",
                "SELECT U&'a\\'",
                "SELECT b'\\', x'\\', n'\\'",
                "SELECT \"a;\"\"b\" FROM U&\"c;\\0441\"",
                "SELECT $$a;'b$$",
                "SELECT $tag$a;$$ $tagg$ $ta$ ; $tag$",
                "SELECT $a$ $a $a$",
                "SELECT $ünï_1$;$ünï$ü$ünï_1$",
                "SELECT a$b$c, d$$ FROM t$1",
                "SELECT 1$$;$$",
                "SELECT $1, $2",
                "SELECT 1 /* a; /* b; */ c; */ + 2",
                "SELECT 1 /*/ ; */ + 2",
                "SELECT 1 /**/ + 2 /***/ - /* **/ 3",
                "SELECT 1 -- a; ' $$ /* \n + 2",
                "SELECT 1 --a;\r + 2",
                "SELECT 1*/*;*/2",
                "SELECT 1+--;\n2",
                "SELECT '{\"a\":1}'::jsonb ? 'a', x ?| y, x ?& y, a @> b, a->>'b', a#>>'{;}'",
                "SELECT a[1:2], b[:n], c[1:n]::int[], :'x;'",
                "SELECT 1e5, 1.5e-3, .5, 0x1F, 1_000, t.*",
                "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;)",
                "SELECT E'\\\\', 'x'",
                "SELECT type'x;', e 'x;', be'\\', x.e'\\''"
            })
    void semicolonsWithinAreNotEnds(String sql) {
        assertThat(split(sql + "; SELECT 2")).containsExactly(sql, "SELECT 2");
        assertThat(split(sql + "\n;\nSELECT 2;")).containsExactly(sql, "SELECT 2");
        assertThat(split(sql)).containsExactly(sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                "CREATE OR REPLACE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC; END",
                "create or replace procedure p() begin atomic end",
                "CREATE PROCEDURE p() BEGIN -- x\n ATOMIC INSERT INTO t VALUES (1); END",
                "CREATE FUNCTION f() RETURNS text BEGIN ATOMIC"
                        + " SELECT CASE WHEN true THEN CASE 1 WHEN 1 THEN 'a' END ELSE 'b' END; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end, 2 AS case; SELECT t.end FROM t; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT \"end\" FROM \"case\"; END",
                "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN a THEN 1 END); RETURN 1; /* ; */ END"
            })
    void aStandardSqlBodyIsPartOfItsFunction(String sql) {
        assertThat(split(sql + "; SELECT 2")).containsExactly(sql, "SELECT 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE atomic_test (begin_atomic int)",
                "CREATE TABLE t (\"begin\" int, atomic int)",
                "CREATE FUNCTION atomic() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                "CREATE FUNCTION f(begin_at date, atomic boolean) RETURNS int LANGUAGE sql AS $$ BEGIN ATOMIC $$",
                "CREATE VIEW v AS SELECT 1 AS begin, atomic FROM t",
                "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$"
            })
    void wordsThatOnlyLookLikeAStandardSqlBodyDoNotHideTheEnd(String sql) {
        assertThat(split(sql + "; SELECT 2")).containsExactly(sql, "SELECT 2");
    }

    @Test
    void withStandardConformingStringsOffABackslashEscapes() {
        assertThat(split("""
                        SELECT 'a\\'; SET standard_conforming_strings = off;
                        SELECT 'b\\';c'; SELECT N'd\\';e'; SELECT U&'f\\'; SELECT B'\\';
                        SET SESSION standard_conforming_strings TO 'on'; SELECT 'g\\';
                        SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false); SELECT 'h\\';i';
                        RESET standard_conforming_strings; SELECT 'j\\'
                        """))
                .containsExactly(
                        "SELECT 'a\\'",
                        "SET standard_conforming_strings = off",
                        "SELECT 'b\\';c'",
                        "SELECT N'd\\';e'",
                        "SELECT U&'f\\'",
                        "SELECT B'\\'",
                        "SET SESSION standard_conforming_strings TO 'on'",
                        "SELECT 'g\\'",
                        "SELECT pg_catalog.set_config('standard_conforming_strings', 'off', false)",
                        "SELECT 'h\\';i'",
                        "RESET standard_conforming_strings",
                        "SELECT 'j\\'");
    }

    @Test
    void aLocalSettingOfTheLexicalRulesEndsWithTheTransaction() {
        assertThat(split("BEGIN; SET LOCAL standard_conforming_strings = off; SELECT '\\';'; COMMIT; SELECT "
                        + "'\\'; SELECT 1"))
                .contains("SELECT '\\';'", "SELECT '\\'", "SELECT 1");
    }

    @Test
    void positionsAreLinesAndCodePoints() {
        var statements = statements("-- é\n  SELECT '😀', 'ä'; SELECT 2;\r\n\tSELECT\r\n 3;\rSELECT 4");
        assertThat(statements)
                .extracting(statement -> statement.line() + ":" + statement.column() + "-" + statement.lastLine())
                .containsExactly("2:3-2", "2:20-2", "3:2-4", "5:1-5");
        assertThat(statements).extracting(Statement::index).containsExactly(0, 1, 2, 3);
    }

    @Test
    void aPositionThatPostgresqlReportsIsFoundInTheFile() {
        Statement statement = one("\n  SELECT '😀😀',\r\n    nmae\r\nFROM t;");
        int position = 1 + statement.text().codePointCount(0, statement.text().indexOf("nmae"));
        assertThat(statement.locate(Scripts.text(""), position)).hasToString("001_test.sql:3:5");
        assertThat(statement.locate(Scripts.text(""), 1)).hasToString("001_test.sql:2:3");
        assertThat(statement.locate(Scripts.text(""), 10)).hasToString("001_test.sql:2:12");
        assertThat(statement.locate(Scripts.text(""), 0)).hasToString("001_test.sql:2:3");
        assertThat(statement.locate(Scripts.text(""), 9999)).hasToString("001_test.sql:4:7");
    }

    @Test
    void theTextIsAsInTheFile() {
        assertThat(one("SELECT\r\n  1 /* a */\t+ 2 -- b\r\n;").text()).isEqualTo("SELECT\r\n  1 /* a */\t+ 2");
    }

    @Test
    void theFirstLineIsShortAndOnOneLine() {
        assertThat(one("CREATE   TABLE t (\n id int)").firstLine()).isEqualTo("CREATE TABLE t (");
        assertThat(one("SELECT '" + "x".repeat(500) + "'").firstLine())
                .hasSize(100)
                .endsWith("…");
    }

    @Test
    void onlyConfiguredPlaceholdersAreReplaced() {
        var statements = statements(
                "CREATE TABLE ${schema}.t (a text DEFAULT '${other}', b text DEFAULT '${x${schema}');\nSELECT "
                        + "$$${schema}$$, nmae;",
                Map.of("schema", "app"));
        assertThat(statements.get(0).text())
                .isEqualTo("CREATE TABLE app.t (a text DEFAULT '${other}', b text DEFAULT '${xapp')");
        Statement second = statements.get(1);
        assertThat(second.text()).isEqualTo("SELECT $$app$$, nmae");
        assertThat(second.raw()).isEqualTo("SELECT $$${schema}$$, nmae");
    }

    @Test
    void positionsInAFileWithPlaceholdersAreTheFiles() {
        Statement statement = statements(
                        "SELECT 1;\nSELECT ${a}, '${b}' , nmae\n, ${b}x FROM t;", Map.of("a", "a_long_name", "b", ""))
                .get(1);
        assertThat(statement.text()).isEqualTo("SELECT a_long_name, '' , nmae\n, x FROM t");
        assertThat(statement.locate(Scripts.text(""), 1 + statement.text().indexOf("nmae")))
                .hasToString("001_test.sql:2:23");
        assertThat(statement.locate(Scripts.text(""), 10)).hasToString("001_test.sql:2:8");
        assertThat(statement.locate(Scripts.text(""), 1 + statement.text().indexOf("x FROM")))
                .hasToString("001_test.sql:3:7");
        assertThat(statement.raw()).isEqualTo("SELECT ${a}, '${b}' , nmae\n, ${b}x FROM t");
    }

    @Test
    void aPlaceholderMayHoldAWholeStatement() {
        var statements = statements("${grant}\nSELECT 1;", Map.of("grant", "GRANT a TO b; GRANT c\nTO d;"));
        assertThat(statements).extracting(Statement::text).containsExactly("GRANT a TO b", "GRANT c\nTO d", "SELECT 1");
        assertThat(statements).extracting(Statement::line).containsExactly(1, 1, 2);
        assertThat(statements.get(1).locate(Scripts.text(""), 9)).hasToString("001_test.sql:1:1");
    }

    @Test
    void aStatementOfManyMegabytesIsRead() {
        String big = "SELECT '" + "x;\n".repeat(1_000_000) + "'";
        assertThat(split("SELECT 1;" + big + ";SELECT 2")).containsExactly("SELECT 1", big, "SELECT 2");
    }
}
