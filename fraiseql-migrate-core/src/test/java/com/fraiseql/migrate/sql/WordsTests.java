// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "Select",
                "((SELECT 1))",
                "( /* a /* nested */ one */ -- and a line\n SELECT 1)",
                "select*from a"
            })
    void theFirstWordIsFoundPastParenthesesAndComments(String text) {
        assertThat(Words.first(text)).isEqualTo("SELECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"select\" 1", "( /* never closed SELECT", "$1"})
    void aTextThatStartsWithNoWordHasNone(String text) {
        assertThat(Words.first(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT pg_temp.f()           | pg_temp | true",
                "SELECT PG_TEMP.f()           | pg_temp | true",
                "SELECT 'a pg_temp b'         | pg_temp | true",
                "DO $$pg_temp$$               | pg_temp | true",
                "SELECT \"pg_temp\"           | pg_temp | true",
                "SELECT pg_temp_1             | pg_temp | false",
                "SELECT my_pg_temp            | pg_temp | false",
                "SELECT tempo                 | temp    | false",
                "DROP TABLE \"my table\"      | my table | true",
                "DROP TABLE \"my tables\"     | my table | false",
                "SELECT straße                | STRASSE | false",
                "SELECT größe                 | GRÖßE   | true",
            })
    void aWordIsMentionedAsAWhole(String text, String word, boolean mentioned) {
        assertThat(Words.mention(text, "nothing", word)).isEqualTo(mentioned);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET a = 1",
                "  set a = 1",
                "SELECT 1; SET a = 1",
                "DO $$BEGIN SET a = 1; END$$",
                "DO $body$set a = 1$body$",
                "IF x THEN SET a = 1",
                "LOOP\nSET a = 1",
                "EXECUTE 'SET a = 1'",
                "EXECUTE 'SET/**/a = 1'",
                "/* first */ SET a = 1",
                "-- first\nSET a = 1",
            })
    void aStatementMayBeginThere(String text) {
        assertThat(Words.begin(text, "RESET", "SET")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE t SET a = 1",
                "SELECT 'set'",
                "SELECT 'sets off'",
                "INSERT INTO t VALUES ('a', 'offset b')",
                "ALTER TABLE t ALTER a SET NOT NULL",
            })
    void noStatementBeginsThere(String text) {
        assertThat(Words.begin(text, "RESET", "SET")).isFalse();
    }

    @Test
    void aNameOfSeveralPartsIsFoundInQuotesToo() {
        assertThat(Words.dotted(
                        "SET App.Id = '1.5'; SELECT f('app.user.id', x1.y$2, $$ b.c $$), \"q\".\"r\", 1.e, d.2"))
                .containsExactly("App.Id", "app.user.id", "x1.y$2", "b.c");
    }

    @Test
    void everyWordIsAsItIsWritten() {
        assertThat(Words.of("CREATE TABLE t (\"Api_Key\" text) -- ok"))
                .containsExactly("CREATE", "TABLE", "t", "Api_Key", "text", "ok");
    }

    @Test
    void quotesWithinQuotesAreReadToo() {
        assertThat(Tokens.everywhere("DO $$BEGIN EXECUTE 'SELECT ''x y'''; END$$").stream()
                        .map(tokens -> tokens.get(0).text()))
                .containsExactly("DO", "BEGIN", "SELECT", "x");
    }
}
