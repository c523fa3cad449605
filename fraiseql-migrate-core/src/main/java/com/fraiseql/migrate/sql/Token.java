// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A token of a statement.
 *
 * @param kind what it is
 * @param text as it stands in the statement
 * @param offset where it starts in the statement's text, in characters (UTF-16) from 0
 */
public record Token(Kind kind, String text, int offset) {

    /** What a token is. */
    public enum Kind {
        /** A keyword or an unquoted name. */
        WORD,
        /** {@code "name"} or {@code U&"name"}. */
        QUOTED_NAME,
        /** Any literal in single quotes, with its prefix; continued ones as a whole. */
        STRING,
        /** {@code $tag$…$tag$}. */
        DOLLAR_STRING,
        NUMBER,
        /** {@code $1}. */
        PARAMETER,
        OPERATOR,
        /** One of {@code ( ) [ ] , ; : . :: := ..} or a character that SQL has no use for. */
        PUNCTUATION
    }

    /** Whether this is the given unquoted keyword, in any case, or the given operator or punctuation. */
    public boolean is(String word) {
        return kind != Kind.STRING && kind != Kind.QUOTED_NAME && isSpelt(word);
    }

    /** In any case: PostgreSQL folds ASCII letters only. Asked more often than anything else. */
    private boolean isSpelt(String word) {
        if (text.length() != word.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            int differ = text.charAt(i) ^ word.charAt(i);
            if (differ != 0 && (differ != 0x20 || !isLetter(text.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'z';
    }

    /** Whether this is one of the given keywords. */
    public boolean isAny(String... words) {
        if (kind == Kind.STRING || kind == Kind.QUOTED_NAME) {
            return false;
        }
        for (String word : words) {
            if (isSpelt(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is a name, quoted or not. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** Whether this is a name that PostgreSQL keeps as this one, which is in lower case. */
    public boolean isName(String name) {
        return kind == Kind.QUOTED_NAME ? name().equals(name) : kind == Kind.WORD && isSpelt(name);
    }

    public boolean isString() {
        return kind == Kind.STRING || kind == Kind.DOLLAR_STRING;
    }

    /** After the last character, as an offset in the statement's text. */
    public int end() {
        return offset + text.length();
    }

    /**
     * The name as PostgreSQL keeps it: an unquoted one in lower case, a quoted one without its quotes, cut to 63 bytes.
     * <code>U&amp;""</code> escapes are undone with the backslash as escape character.
     */
    public String name() {
        if (kind != Kind.QUOTED_NAME) {
            return cut(Literals.lower(text));
        }
        return text.startsWith("\"")
                ? cut(Literals.unquote(text, 1, '"'))
                : cut(Literals.unicode(Literals.unquote(text, 3, '"'), '\\'));
    }

    /**
     * What a string literal stands for; any other token as it is. {@code standard_conforming_strings} is taken as on.
     */
    public String value() {
        return switch (kind) {
            case STRING -> Literals.value(text);
            case DOLLAR_STRING -> {
                int tag = text.indexOf('$', 1) + 1;
                yield text.substring(tag, Math.max(tag, text.length() - tag));
            }
            default -> text;
        };
    }

    /** For a <code>U&amp;""</code> name in front of UESCAPE: the same name without escapes. */
    public Token escapedWith(char escape) {
        String plain = Literals.unicode(Literals.unquote(text, 3, '"'), escape);
        return new Token(kind, '"' + plain.replace("\"", "\"\"") + '"', offset);
    }

    public String upper() {
        return text.toUpperCase(Locale.ROOT);
    }

    /** PostgreSQL cuts names at 63 bytes, at a character's boundary. */
    private static String cut(String name) {
        if (name.length() <= 21 || name.getBytes(StandardCharsets.UTF_8).length <= 63) {
            return name;
        }
        int bytes = 0;
        int i = 0;
        for (int point : (Iterable<Integer>) name.codePoints()::iterator) {
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes + size > 63) {
                break;
            }
            bytes += size;
            i += Character.charCount(point);
        }
        return name.substring(0, i);
    }

    public static Token of(int lexerKind, String text, int offset) {
        return new Token(KINDS.get(lexerKind), text, offset);
    }

    private static final List<Kind> KINDS = List.of(
            Kind.PUNCTUATION, // END never becomes a token
            Kind.WORD,
            Kind.QUOTED_NAME,
            Kind.STRING,
            Kind.DOLLAR_STRING,
            Kind.NUMBER,
            Kind.PARAMETER,
            Kind.OPERATOR,
            Kind.PUNCTUATION,
            Kind.PUNCTUATION);
}
