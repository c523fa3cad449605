// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.Locale;

/** What quoted texts stand for. */
public final class Literals {

    private Literals() {}

    /** Whether PostgreSQL reads this as true; what it would refuse is false. */
    public static boolean truth(String value) {
        String text = value.toLowerCase(Locale.ROOT);
        return text.equals("1")
                || text.equals("on")
                || (!text.isEmpty() && ("true".startsWith(text) || "yes".startsWith(text)));
    }

    /** PostgreSQL folds ASCII letters only (in a UTF-8 database). */
    static String lower(String text) {
        int first = 0;
        while (first < text.length() && !isUpper(text.charAt(first))) {
            first++;
        }
        if (first == text.length()) {
            return text;
        }
        StringBuilder folded = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            folded.append(isUpper(c) ? (char) (c + 32) : c);
        }
        return folded.toString();
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    /** The text between the quotes, doubled quotes made single. */
    static String unquote(String text, int from, char quote) {
        int to = text.length() > from && text.charAt(text.length() - 1) == quote ? text.length() - 1 : text.length();
        String body = text.substring(Math.min(from, to), to);
        String one = String.valueOf(quote);
        return body.replace(one + one, one);
    }

    static String value(String text) {
        char first = text.charAt(0);
        StringBuilder value = new StringBuilder(text.length());
        int start = text.indexOf('\'');
        boolean backslashes = first == 'e' || first == 'E';
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes && i + 1 < text.length()) {
                i = escape(text, i + 1, value);
            } else if (c == '\'') {
                if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                    value.append('\'');
                    i += 2;
                } else {
                    i = reopen(text, i + 1);
                }
            } else {
                value.append(c);
                i++;
            }
        }
        return first == 'u' || first == 'U' ? unicode(value.toString(), '\\') : value.toString();
    }

    /** From after a closing quote to after the quote that continues the string, or to the end. */
    private static int reopen(String text, int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) != '\'') {
            if (text.startsWith("--", i)) {
                while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
                    i++;
                }
            } else {
                i++;
            }
        }
        return i + 1;
    }

    /** Undoes the escape after a backslash, and returns the index after it. */
    private static int escape(String text, int at, StringBuilder into) {
        char c = text.charAt(at);
        int plain = "bfnrt".indexOf(c);
        if (plain >= 0) {
            into.append("\b\f\n\r\t".charAt(plain));
            return at + 1;
        }
        int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (digits > 0) {
            return number(text, at + 1, digits, 16, into, c);
        }
        if (c >= '0' && c <= '7') {
            return number(text, at, 3, 8, into, c);
        }
        into.append(c);
        return at + 1;
    }

    private static int number(String text, int from, int most, int radix, StringBuilder into, char otherwise) {
        int i = from;
        int value = 0;
        while (i < text.length() && i < from + most && Character.digit(text.charAt(i), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(i), radix);
            i++;
        }
        if (i == from) {
            into.append(otherwise);
        } else if (Character.isValidCodePoint(value)) {
            into.appendCodePoint(value);
        }
        return i;
    }

    /** Undoes {@code \0061} and {@code \+000061}. */
    static String unicode(String text, char escape) {
        if (text.indexOf(escape) < 0) {
            return text;
        }
        StringBuilder value = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c != escape) {
                value.append(c);
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == escape) {
                value.append(escape);
                i += 2;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '+') {
                i = number(text, i + 2, 6, 16, value, c);
            } else {
                i = number(text, i + 1, 4, 16, value, c);
            }
        }
        return value.toString();
    }
}
