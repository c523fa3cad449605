// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import com.fraiseql.migrate.sql.Token;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Characters that cannot be seen, or that look like others: they come from a web page or a word processor. PostgreSQL
 * takes whatever is not ASCII for a letter, so that {@code SELECT} with a no-break space after it is one word, and a
 * mistake that is hard to see.
 */
final class StrayCharacters {

    private StrayCharacters() {}

    /**
     * A character that should not be there.
     *
     * @param offset where it is, in characters (UTF-16)
     * @param codePoint which one it is
     */
    record Stray(int offset, int codePoint) {

        /** {@code U+00A0 (NO-BREAK SPACE)}. */
        String name() {
            String name = Character.getName(codePoint);
            return String.format(Locale.ROOT, "U+%04X", codePoint) + (name == null ? "" : " (" + name + ")");
        }
    }

    /**
     * The current token's, if it is a control character or a first word that can be no keyword: the server could only
     * refuse it, and would not say why.
     */
    static @Nullable Stray in(Lexer lexer, int kind, boolean first) {
        char c = lexer.chars[lexer.token];
        if (kind == Lexer.PUNCTUATION && isControl(c)) {
            return new Stray(lexer.token, c);
        }
        return first && kind == Lexer.WORD ? inWord(lexer.chars, lexer.token, lexer.pos) : null;
    }

    /** Whether SQL has no use for this ASCII character outside of quotes and comments. */
    private static boolean isControl(char c) {
        return (c < ' ' && !Lexer.isSpace(c)) || c == 0x7F;
    }

    /** The first one in a word. */
    private static @Nullable Stray inWord(char[] chars, int from, int to) {
        for (int i = from; i < to; i++) {
            if (chars[i] >= 0x80) {
                int codePoint = Character.codePointAt(chars, i, to);
                if (isStray(codePoint)) {
                    return new Stray(i, codePoint);
                }
            }
        }
        return null;
    }

    /**
     * The first one of a statement, outside of quotes and comments, from an offset on; {@code null} if there is none.
     */
    static @Nullable Stray in(Statement statement) {
        String text = statement.text();
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        if (ascii) {
            return null;
        }
        char[] chars = text.toCharArray();
        for (Token token : statement.tokens()) {
            Stray stray = token.kind() == Token.Kind.WORD ? inWord(chars, token.offset(), token.end()) : null;
            if (stray != null) {
                return stray;
            }
        }
        return null;
    }

    private static boolean isStray(int c) {
        if (c == 0x2018 || c == 0x2019 || c == 0x201C || c == 0x201D || c == 0x2013 || c == 0x2014 || c == 0x2212) {
            // typographic quotes and dashes
            return true;
        }
        if (c == 0x3164 || c == 0x115F || c == 0x1160 || c == 0xFFA0 || c == 0x034F) {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
