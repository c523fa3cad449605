// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;

/** Splits a statement into tokens. */
public final class Tokens {

    private Tokens() {}

    /** The tokens without white space and comments, with {@code standard_conforming_strings} on. */
    public static List<Token> of(String statementText) {
        return of(statementText, true);
    }

    /**
     * The tokens without white space and comments.
     *
     * @param standardStrings {@code standard_conforming_strings}: if false, a backslash escapes in every string
     */
    public static List<Token> of(String statementText, boolean standardStrings) {
        Lexer lexer = new Lexer(statementText, standardStrings);
        List<Token> tokens = new ArrayList<>();
        for (int kind = lexer.next(); kind != Lexer.END; kind = lexer.next()) {
            if (kind < Lexer.LINE_COMMENT) {
                tokens.add(Token.of(kind, statementText.substring(lexer.token, lexer.pos), lexer.token));
            }
        }
        return tokens;
    }

    /**
     * The tokens of a statement, then those of each text that stands in quotes in it, and of the quotes in that: what
     * code executes may be there.
     */
    public static List<List<Token>> everywhere(String text) {
        List<List<Token>> all = new ArrayList<>();
        List<Token> tokens = of(text);
        all.add(tokens);
        for (Token token : tokens) {
            if (token.isString()) {
                all.addAll(everywhere(token.value()));
            }
        }
        return all;
    }
}
