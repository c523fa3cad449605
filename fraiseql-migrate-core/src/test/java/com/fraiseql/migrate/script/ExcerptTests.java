// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.SourceLocation;
import org.junit.jupiter.api.Test;

class ExcerptTests {

    @Test
    void aCaretStandsBelowTheColumn() {
        assertThat(Excerpt.of("SELECT nmae", 12, 8)).isEqualTo("   12 | SELECT nmae\n      |        ^");
        assertThat(Excerpt.of("SELECT 1", 3, 0)).isEqualTo("    3 | SELECT 1");
        assertThat(Excerpt.of("", 1, 1)).isEqualTo("    1 | \n      | ^");
        assertThat(Excerpt.of("abc", 123456, 4)).isEqualTo("123456 | abc\n       |    ^");
    }

    @Test
    void tabsAndCharactersOutsideOfTheBasicPlaneCountAsOne() {
        assertThat(Excerpt.of("\t'😀', x", 1, 7)).isEqualTo("    1 |  '😀', x\n      |       ^");
    }

    @Test
    void ofALongLineOnlyThePartAroundTheCaretIsShown() {
        String line = "a".repeat(500) + "X" + "b".repeat(500);
        String expected = "    1 | …" + "a".repeat(60) + "X" + "b".repeat(59) + "…\n      | " + " ".repeat(61) + "^";
        assertThat(Excerpt.of(line, 1, 501)).isEqualTo(expected);
        assertThat(Excerpt.of(Scripts.text(line), new SourceLocation("f", 1, 501)))
                .isEqualTo(expected);
        assertThat(Excerpt.of(line, 1, 1)).startsWith("    1 | aaa").endsWith("a…\n      | ^");
    }

    @Test
    void theLineIsFoundInTheFile() {
        ScriptText text = Scripts.text("\uFEFFone\r\ntwo\rthree\n\nfive");
        assertThat(Excerpt.of(text, new SourceLocation("f", 1, 1))).startsWith("    1 | one\n");
        assertThat(Excerpt.of(text, new SourceLocation("f", 2, 1))).startsWith("    2 | two\n");
        assertThat(Excerpt.of(text, new SourceLocation("f", 3, 1))).startsWith("    3 | three\n");
        assertThat(Excerpt.of(text, new SourceLocation("f", 4, 1))).isEqualTo("    4 | \n      | ^");
        assertThat(Excerpt.of(text, new SourceLocation("f", 5, 5))).isEqualTo("    5 | five\n      |     ^");
        assertThat(Excerpt.of(text, new SourceLocation("f", 9, 3))).isEmpty();
    }
}
