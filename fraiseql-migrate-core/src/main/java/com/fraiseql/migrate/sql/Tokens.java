// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Splits a statement into tokens. */
public final class Tokens {

    /** From how many tokens on rows of values are left out. */
    private static final int MOST = 4_000;

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

    /** Collects the names, and the words that could be names, of a text. */
    public static void addNames(Set<String> names, String text) {
        Lexer lexer = new Lexer(text, true);
        for (int kind = lexer.next(); kind != Lexer.END; kind = lexer.next()) {
            if (kind == Lexer.WORD || kind == Lexer.QUOTED) {
                names.add(Token.of(kind, text.substring(lexer.token, lexer.pos), lexer.token)
                        .name());
            }
        }
    }

    /**
     * The same of a statement that may hold many rows: from {@value #MOST} tokens on, each {@code , (…)}
     * that stands in no parentheses is left out, up to what follows the last of them.
     */
    public static List<Token> withoutRows(String statementText, boolean standardStrings) {
        Lexer lexer = new Lexer(statementText, standardStrings);
        List<Token> tokens = new ArrayList<>();
        int depth = 0;
        int row = -1;
        for (int kind = lexer.next(); kind != Lexer.END; kind = lexer.next()) {
            if (kind >= Lexer.LINE_COMMENT) {
                continue;
            }
            char c = lexer.pos - lexer.token == 1 ? statementText.charAt(lexer.token) : 0;
            boolean inRow = row >= 0 && depth > 0;
            if (!inRow) {
                boolean begins = row >= 0 && tokens.size() == row + 1 && c == '(';
                row = begins ? row : c == ',' && depth == 0 && tokens.size() >= MOST ? tokens.size() : -1;
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (!inRow) {
                tokens.add(Token.of(kind, statementText.substring(lexer.token, lexer.pos), lexer.token));
            } else if (depth == 0) {
                // the row has ended: its comma and its parenthesis go, too
                tokens.subList(row, tokens.size()).clear();
                row = -1;
            }
        }
        return tokens;
    }

    /** The words without the parentheses around all of them, however many there are. */
    public static List<Token> unwrapped(List<Token> words) {
        List<Token> inner = words;
        while (inner.size() > 1
                && inner.get(0).is("(")
                && new TokenCursor(inner).skip().size() == inner.size()) {
            inner = inner.subList(1, inner.size() - 1);
        }
        return inner;
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
