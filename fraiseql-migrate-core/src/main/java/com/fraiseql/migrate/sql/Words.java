// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Words of a text wherever they stand, in quotes and comments too: code in a string may become a statement. What a
 * statement itself says is told by its {@link Command}; this is for what no parser can know, and for passing over the
 * many statements of which nothing needs to be known without making tokens of them.
 */
public final class Words {

    private Words() {}

    /** The first word of a statement in capitals, past comments and parentheses; empty if it starts with none. */
    public static String first(String statement) {
        int start = 0;
        while (start < statement.length()) {
            char c = statement.charAt(start);
            if (c == '(' || Lexer.isSpace(c)) {
                start++;
            } else if (statement.startsWith("--", start)) {
                start = endOfLine(statement, start);
            } else if (statement.startsWith("/*", start)) {
                start = endOfComment(statement, start);
            } else {
                break;
            }
        }
        return statement.substring(start, end(statement, start)).toUpperCase(Locale.ROOT);
    }

    /** Whether a text has one of these words, in any case. A name of several words may stand in quotes. */
    public static boolean mention(String text, String... words) {
        int at = 0;
        while (at < text.length()) {
            for (String word : words) {
                if (stands(word, text, at)) {
                    return true;
                }
            }
            at = Math.max(at + 1, end(text, at));
        }
        return false;
    }

    /**
     * Whether one of these words stands where a statement may begin, with white space after it: first in the text, in a
     * line or in quotes, after a comment or semicolon, or after a word that opens a block of PL/pgSQL.
     */
    public static boolean begin(String text, String... words) {
        boolean mayBegin = true;
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            if (end > at) {
                if (mayBegin && isOneOf(words, text, at, end) && isGapAt(text, end)) {
                    return true;
                }
                mayBegin = opensBlock(text, at, end);
                at = end;
            } else {
                char c = text.charAt(at);
                mayBegin = switch (c) {
                    case ';', '\'', '"', '$', '\n' -> true;
                    case '/' -> at > 0 && text.charAt(at - 1) == '*';
                    default -> mayBegin && Lexer.isSpace(c);
                };
                at++;
            }
        }
        return false;
    }

    /** Every word, as it is written. */
    public static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = end(text, at);
            if (end > at) {
                words.add(text.substring(at, end));
            }
            at = Math.max(at + 1, end);
        }
        return words;
    }

    /** Every name that has a dot, such as {@code app.id}, without quotes of its own. */
    public static List<String> dotted(String text) {
        List<String> names = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int end = at;
            int parts = 0;
            while (startsName(text, end)) {
                end = endOfName(text, end);
                parts++;
                if (end < text.length() && text.charAt(end) == '.' && startsName(text, end + 1)) {
                    end++;
                }
            }
            if (parts > 1) {
                names.add(text.substring(at, end));
            }
            at = Math.max(at + 1, end);
        }
        return names;
    }

    private static boolean startsName(String text, int at) {
        if (at >= text.length()) {
            return false;
        }
        char c = text.charAt(at);
        return isPart(c) && (c < '0' || c > '9');
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && Lexer.isWordPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** A dollar ends a word, since it may open or close quotes. */
    private static boolean isPart(char c) {
        return c != '$' && Lexer.isWordPart(c);
    }

    private static boolean opensBlock(String text, int from, int to) {
        return switch (to - from) {
            case 4 -> isOneOf(FOUR, text, from, to);
            case 5 -> stands("BEGIN", text, from);
            default -> false;
        };
    }

    private static final String[] FOUR = {"THEN", "ELSE", "LOOP"};

    private static boolean isOneOf(String[] words, String text, int from, int to) {
        for (String word : words) {
            if (word.length() == to - from && stands(word, text, from)) {
                return true;
            }
        }
        return false;
    }

    /** White space or a comment. */
    private static boolean isGapAt(String text, int at) {
        return at < text.length()
                && (Lexer.isSpace(text.charAt(at)) || text.startsWith("--", at) || text.startsWith("/*", at));
    }

    /** Whether a word stands there as a whole; {@code at} is not within one. */
    private static boolean stands(String word, String text, int at) {
        int end = at + word.length();
        return end <= text.length()
                && startsAlike(word.charAt(0), text.charAt(at))
                && text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !isPart(text.charAt(end)) || !isPart(word.charAt(word.length() - 1)));
    }

    private static boolean startsAlike(char a, char b) {
        return (a | 0x20) == (b | 0x20) || a >= 128 || b >= 128;
    }

    /** After the word that starts there; {@code at} itself if none does. */
    private static int end(String text, int at) {
        int end = at;
        while (end < text.length() && isPart(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int endOfLine(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** Comments may be nested. */
    private static int endOfComment(String text, int from) {
        int depth = 0;
        int at = from;
        do {
            if (text.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (text.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < text.length());
        return at;
    }
}
