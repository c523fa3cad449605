// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.BitSet;

/**
 * A text that may be a fragment of SQL, and the characters of it that are secret.
 *
 * <p>A literal may stand within another one, where its quotes are doubled, or doubled twice. The number of quotes that
 * it begins with tells how deep it is, so that it ends at the next run of quotes that is not an escaped quote at that
 * depth, or at the end of the text.
 */
final class SecretText {

    private final String text;
    private final BitSet secret = new BitSet();

    SecretText(String text) {
        this.text = text;
    }

    static boolean isWord(int c) {
        return c == '_' || (c > 0 && Character.isLetterOrDigit(c));
    }

    /** The character, or 0 where the text ends. */
    char at(int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    int wordEnd(int index) {
        int end = index;
        while (isWord(at(end))) {
            end++;
        }
        return end;
    }

    /** Where a name with dots begins whose last part begins here. */
    int nameStart(int index) {
        int start = index;
        while (start > 0 && (isWord(text.charAt(start - 1)) || text.charAt(start - 1) == '.')) {
            start--;
        }
        return start;
    }

    int backslashes(int index) {
        int end = index;
        while (at(end) == '\\') {
            end++;
        }
        return end;
    }

    /** How many of the same quote stand here. */
    int quotes(int index) {
        char quote = at(index);
        if (quote != '\'' && quote != '"') {
            return 0;
        }
        int end = index;
        while (at(end) == quote) {
            end++;
        }
        return end - index;
    }

    /** After white space and comments. */
    int blank(int index) {
        int at = index;
        while (true) {
            if (Character.isWhitespace(at(at))) {
                at++;
            } else if (text.startsWith("--", at)) {
                while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                at = end < 0 ? text.length() : end + 2;
            } else {
                return at;
            }
        }
    }

    /** What assigns or compares, or an empty text. */
    String operator(int index, boolean quotedName) {
        int at = index;
        if (text.startsWith("::", at)) {
            return text.substring(at, wordEnd(at + 2)) + operator(wordEnd(at + 2), quotedName);
        }
        for (String operator : new String[] {":=", "=>", "<>", "!=", "=", "->>"}) {
            if (text.startsWith(operator, at)) {
                return operator;
            }
        }
        if (at(at) == ':' || (quotedName && at(at) == ',')) {
            return text.substring(at, at + 1);
        }
        return text.regionMatches(true, at, "TO", 0, 2) && !isWord(at(at + 2)) ? "TO" : "";
    }

    /** Whether a quote stands here that ends a string which a secret is appended to. */
    boolean endsString(int index) {
        int count = quotes(index);
        if (count == 0 || at(index) == '"') {
            return false;
        }
        int next = blank(index + count);
        return text.startsWith("||", next) || at(next) == ',';
    }

    /**
     * Hides the literal that begins here, and what continues it.
     *
     * @param doubleQuotes whether what stands in double quotes is one, too: in JSON, or where a user has taken the
     *     wrong quotes
     * @return the index after it; {@code index} if there is none
     */
    int literal(int index, boolean doubleQuotes) {
        int at = index;
        if ("eEbBxXnN".indexOf(at(at)) >= 0 && (at(at + 1) == '\'' || at(at + 1) == '\\')) {
            at++;
        } else if ((at(at) == 'u' || at(at) == 'U') && at(at + 1) == '&' && at(at + 2) == '\'') {
            at += 2;
        }
        int end;
        if (at(at) == '$') {
            end = dollar(at);
            return end == at ? index : end;
        }
        int open = backslashes(at);
        if (at(open) == '\'' && !endsString(open)) {
            end = string(open, open > at);
        } else if (at(open) == '"' && doubleQuotes) {
            return string(open, open > at);
        } else {
            return index;
        }
        int next = blank(end);
        if (quotes(open) == 1 && at(next) == '\'') {
            return literal(next, false);
        }
        return text.startsWith("||", next) ? rest(next) : end;
    }

    private int string(int open, boolean escapedQuotes) {
        char quote = text.charAt(open);
        int unit = Integer.lowestOneBit(quotes(open));
        int at = open + unit;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == quote) {
                int run = quotes(at);
                if (run % (2 * unit) != 0) {
                    hide(open + unit, at);
                    return at + Math.min(unit, run);
                }
                at += run;
            } else if (c == '\\' && escapedQuotes && at(at + 1) == quote) {
                hide(open + unit, at);
                return at + 2;
            } else {
                // whether a backslash escapes is for standard_conforming_strings to say, which a fragment does not tell
                at += c == '\\' && !escapedQuotes ? 2 : 1;
            }
        }
        hide(open + unit, text.length());
        return text.length();
    }

    private int dollar(int index) {
        int tagEnd = wordEnd(index + 1);
        if (at(tagEnd) != '$' || Character.isDigit(at(index + 1))) {
            return index;
        }
        String tag = text.substring(index, tagEnd + 1);
        int end = text.indexOf(tag, tagEnd + 1);
        hide(tagEnd + 1, end < 0 ? text.length() : end);
        return end < 0 ? text.length() : end + tag.length();
    }

    /** Hides every literal between these parentheses; in doubled quotes, too. */
    int call(int open) {
        int depth = 0;
        int at = open;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
                if (depth == 0) {
                    return at + 1;
                }
            } else if (c == '\'' || c == '$' || (c == '\\' && at(at + 1) == '\'')) {
                int end = string(at);
                if (end > at) {
                    at = end;
                    continue;
                }
            }
            at++;
        }
        return at;
    }

    private int string(int at) {
        if (at(at) == '$') {
            return dollar(at);
        }
        int open = backslashes(at);
        return string(open, open > at);
    }

    /**
     * Hides every word of what is left of the statement after the next quote: the secret is one of the arguments
     * there.
     */
    int rest(int index) {
        int at = index;
        while (at < text.length() && at(at) != '\'' && !(at(at) == '$' && dollarTag(at)) && at(at) != ';') {
            at++;
        }
        int quotes = 0;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\'') {
                quotes++;
            } else if (c == ';' && (quotes % 2 == 0 || endsLine(at + 1))) {
                break;
            } else if (c > ' ' && "(),|\"$".indexOf(c) < 0) {
                hide(at, at + 1);
            }
        }
        return at;
    }

    private boolean dollarTag(int index) {
        return at(wordEnd(index + 1)) == '$' && !Character.isDigit(at(index + 1));
    }

    private boolean endsLine(int index) {
        int at = index;
        while (at(at) == ' ' || at(at) == '\t') {
            at++;
        }
        return at == text.length() || at(at) == '\n' || at(at) == '\r';
    }

    int restOfLine(int index) {
        int end = index;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        hide(index, end);
        return end;
    }

    /** Hides a value without quotes, as connection strings and URLs have them. */
    int unquoted(int index, boolean parameter) {
        int end = index;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (Character.isWhitespace(c) || "'\";".indexOf(c) >= 0 || (parameter && c == '&')) {
                break;
            }
            end += c == '\\' && !Character.isWhitespace(at(end + 2)) && at(end + 1) != '\'' ? 2 : 1;
        }
        hide(index, Math.min(end, text.length()));
        return Math.min(end, text.length());
    }

    void hide(int from, int to) {
        secret.set(from, Math.max(from, Math.min(to, text.length())));
    }

    String masked() {
        if (secret.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!secret.get(i) || c == '\n' || c == '\r') {
                masked.append(c);
            } else if (!Character.isLowSurrogate(c)) {
                masked.append('*');
            }
        }
        return masked.toString();
    }
}
