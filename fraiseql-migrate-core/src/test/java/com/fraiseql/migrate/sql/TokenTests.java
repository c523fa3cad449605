// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenTests {

    private static Token token(String text) {
        return Tokens.of(text).get(0);
    }

    @Test
    void aNameIsTheOneThatPostgreSqlKeepsWhichFoldsAsciiLettersOnly() {
        assertThat(token("Größe").isName("größe")).isTrue();
        assertThat(token("ÉTAT").isName("état")).isFalse();
        assertThat(token("РОСТ").isName("рост")).isFalse();
        assertThat(token("ÉTAT").isName(token("ÉTAT").name())).isTrue();
    }

    @Test
    void aKeywordIsWrittenInAsciiLettersOfAnyCase() {
        assertThat(token("sElEcT").is("SELECT")).isTrue();
        assertThat(token("ſelect").is("SELECT")).isFalse();
        assertThat(token("inſert").is("INSERT")).isFalse();
        assertThat(token("@").is("`")).isFalse();
    }
}
