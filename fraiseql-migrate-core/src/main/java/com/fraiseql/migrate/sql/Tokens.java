// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    /** Every run of letters, digits and the like in a text, in capitals, wherever it stands: in quotes, too. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && Lexer.isWordPart(text.charAt(i))) {
                i++;
            }
            if (i > start) {
                words.add(text.substring(start, i).toUpperCase(Locale.ROOT));
            } else {
                i++;
            }
        }
        return words;
    }
}
