// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayDeque;

/** PostgreSQL's lexical rules over a {@link Window}, as {@code scan.l} and {@code psqlscan.l} have them. */
public final class Lexer extends Window {

    /** Recognises a line comment that ends whatever stands above it. */
    @FunctionalInterface
    public interface Stop {

        /** Whether the comment between these two indexes, from its dashes to the line end, is one. */
        boolean at(char[] chars, int from, int to);
    }

    public static final int END = 0;
    public static final int WORD = 1;
    public static final int QUOTED = 2;
    public static final int STRING = 3;
    public static final int DOLLAR = 4;
    public static final int NUMBER = 5;
    public static final int PARAMETER = 6;
    public static final int OPERATOR = 7;
    public static final int PUNCTUATION = 8;
    public static final int BACKSLASH = 9;
    public static final int LINE_COMMENT = 10;
    public static final int BLOCK_COMMENT = 11;

    private static final boolean[] PART = new boolean[128];
    private static final boolean[] OPERATORS = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            PART[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
            OPERATORS[c] = "~!@#^&|`?+-*/%<>=".indexOf(c) >= 0;
        }
    }

    private final Stop stop;

    /** Whether {@link #keep} stands still (within a statement) or follows the current token. */
    public boolean keeping;
    /** standard_conforming_strings, as the script has set it so far. */
    public boolean standardStrings = true;
    /** Whether only white space stands before the current token on its line. */
    public boolean alone;
    /** Whether the input ended within the current token. */
    public boolean unterminated;
    /** Where a block comment between statements opens, once it is {@link #unterminated}. */
    public int openLine;

    public int openColumn;

    /** A lexer over what the feed gives; {@code stop} tells the line comments that no string goes on after. */
    public Lexer(CharFeed feed, ArrayDeque<Mark> marks, Stop stop) {
        super(feed, marks);
        this.stop = stop;
    }

    /** A lexer over a text that is there as a whole. */
    public Lexer(String text, boolean standardStrings) {
        super(text);
        this.stop = (chars, from, to) -> false;
        this.standardStrings = standardStrings;
    }

    public static boolean isWordStart(int c) {
        return c >= 128 || (c >= 0 && PART[c] && c != '$' && (c < '0' || c > '9'));
    }

    public static boolean isWordPart(int c) {
        return c >= 128 || (c >= 0 && PART[c]);
    }

    public static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Reads one token or comment, and returns what it is; it stands from {@link #token} to {@link #pos}. */
    public int next() {
        unterminated = false;
        skipSpace();
        token = pos;
        if (!keeping) {
            keep = pos;
        }
        if (pos == limit) {
            return END;
        }
        alone = freshLine;
        freshLine = false;
        char c = chars[pos];
        if (isWordStart(c)) {
            return word(c);
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        return switch (c) {
            case '\'' -> {
                pos++;
                yield string(!standardStrings);
            }
            case '"' -> {
                pos++;
                yield quoted();
            }
            case '$' -> dollar();
            case '\\' -> {
                pos++;
                yield BACKSLASH;
            }
            case '.' -> {
                int after = peek(1);
                if (isDigit(after)) {
                    yield number();
                }
                pos += after == '.' ? 2 : 1;
                yield PUNCTUATION;
            }
            case ':' -> {
                int after = peek(1);
                pos += after == ':' || after == '=' ? 2 : 1;
                yield PUNCTUATION;
            }
            case '-' -> peek(1) == '-' ? lineComment() : operator();
            case '/' -> peek(1) == '*' ? blockComment() : operator();
            default -> {
                if (c < 128 && OPERATORS[c]) {
                    yield operator();
                }
                pos++;
                yield PUNCTUATION;
            }
        };
    }

    private void skipSpace() {
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            while (p < l) {
                char c = b[p];
                if (c == '\n' || c == '\r') {
                    freshLine = true;
                } else if (c != ' ' && c != '\t' && c != '\f' && c != '\u000b') {
                    break;
                }
                p++;
            }
            pos = p;
            if (p < l) {
                return;
            }
            if (!keeping) {
                keep = p;
            }
            if (!fill()) {
                return;
            }
        }
    }

    private int word(char c) {
        if (peek(1) == '\'') {
            boolean escapes = c == 'e' || c == 'E';
            if (escapes || "bBxXnN".indexOf(c) >= 0) {
                pos += 2;
                return string(escapes || ((c == 'n' || c == 'N') && !standardStrings));
            }
        } else if ((c == 'u' || c == 'U') && peek(1) == '&') {
            int quote = peek(2);
            if (quote == '\'' || quote == '"') {
                pos += 3;
                return quote == '"' ? quoted() : string(false);
            }
        }
        pos++;
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            while (p < l && (b[p] >= 128 || PART[b[p]])) {
                p++;
            }
            pos = p;
            if (p < l || !fill()) {
                return WORD;
            }
        }
    }

    private int number() {
        boolean point = false;
        while (true) {
            int c = peek(0);
            if (c == '.' && !point && peek(1) != '.') {
                point = true;
                pos++;
            } else if ((c == 'e' || c == 'E') && (peek(1) == '+' || peek(1) == '-') && isDigit(peek(2))) {
                pos += 3;
            } else if (isWordPart(c) && c != '$') {
                pos++;
            } else {
                return NUMBER;
            }
        }
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** From after the opening quote. Strings that a line end separates are one string, of the first one's kind. */
    private int string(boolean backslashes) {
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            if (backslashes) {
                while (p < l && b[p] != '\'' && b[p] != '\\') {
                    p++;
                }
            } else {
                while (p < l && b[p] != '\'') {
                    p++;
                }
            }
            pos = p;
            if (p == l) {
                if (!fill()) {
                    unterminated = true;
                    return STRING;
                }
            } else if (b[p] == '\\') {
                if (peek(1) < 0) {
                    pos++;
                } else {
                    pos += 2;
                }
            } else {
                pos++;
                if (peek(0) == '\'') {
                    pos++;
                } else if (!continued()) {
                    return STRING;
                }
            }
        }
    }

    /** After a closing quote: goes past the next opening one if only white space with a line end is in between. */
    private boolean continued() {
        boolean newLine = false;
        int i = 0;
        while (true) {
            int c = peek(i);
            if (c == '\n' || c == '\r') {
                newLine = true;
                i++;
            } else if (isSpace(c)) {
                i++;
            } else if (c == '\'' && newLine) {
                pos += i + 1;
                return true;
            } else if (c == '-' && peek(i + 1) == '-') {
                int start = i;
                while (c >= 0 && c != '\n' && c != '\r') {
                    c = peek(++i);
                }
                if (newLine && stop.at(chars, pos + start, pos + i)) {
                    return false;
                }
            } else {
                return false;
            }
        }
    }

    private int quoted() {
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            while (p < l && b[p] != '"') {
                p++;
            }
            pos = p;
            if (p == l) {
                if (!fill()) {
                    unterminated = true;
                    return QUOTED;
                }
            } else {
                pos++;
                if (peek(0) != '"') {
                    return QUOTED;
                }
                pos++;
            }
        }
    }

    private int dollar() {
        int c = peek(1);
        if (isDigit(c)) {
            pos++;
            while (isDigit(peek(0))) {
                pos++;
            }
            return PARAMETER;
        }
        int length = 1;
        while (c != '$' && isWordPart(c)) {
            c = peek(++length);
        }
        if (c != '$') {
            pos++;
            return PUNCTUATION;
        }
        length++;
        pos += length;
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            while (p < l && b[p] != '$') {
                p++;
            }
            pos = p;
            if (p == l) {
                if (!fill()) {
                    unterminated = true;
                    return DOLLAR;
                }
            } else if (closes(length)) {
                pos += length;
                return DOLLAR;
            } else {
                pos++;
            }
        }
    }

    private boolean closes(int length) {
        for (int i = 1; i < length; i++) {
            if (peek(i) != chars[token + i]) {
                return false;
            }
        }
        return true;
    }

    private int operator() {
        pos++;
        while (true) {
            int c = peek(0);
            if (c < 0 || c >= 128 || !OPERATORS[c]) {
                return OPERATOR;
            }
            if ((c == '-' && peek(1) == '-') || (c == '/' && peek(1) == '*')) {
                return OPERATOR;
            }
            pos++;
        }
    }

    private int lineComment() {
        while (true) {
            char[] b = chars;
            int p = pos;
            int l = limit;
            while (p < l && b[p] != '\n' && b[p] != '\r') {
                p++;
            }
            pos = p;
            if (p < l || !fill()) {
                return LINE_COMMENT;
            }
        }
    }

    /**
     * Between statements a comment may be of any length; it is not kept, and {@link #locate} has been told its start.
     */
    private int blockComment() {
        if (!keeping) {
            locate(token);
        }
        pos += 2;
        int depth = 1;
        while (depth > 0) {
            if (pos == limit) {
                if (!keeping) {
                    openLine = line;
                    openColumn = column;
                    return longComment(depth);
                }
                if (!fill()) {
                    unterminated = true;
                    return BLOCK_COMMENT;
                }
            }
            depth += commentStep();
        }
        return BLOCK_COMMENT;
    }

    private int longComment(int depthSoFar) {
        int depth = depthSoFar;
        while (depth > 0) {
            if (pos == limit) {
                keep = pos;
                token = pos;
                if (!fill()) {
                    unterminated = true;
                    return BLOCK_COMMENT;
                }
            }
            depth += commentStep();
        }
        return BLOCK_COMMENT;
    }

    private int commentStep() {
        char[] b = chars;
        int p = pos;
        int l = limit;
        while (p < l && b[p] != '*' && b[p] != '/') {
            p++;
        }
        pos = p;
        if (p == l) {
            return 0;
        }
        int c = chars[pos];
        int after = peek(1);
        if (c == '*' && after == '/') {
            pos += 2;
            return -1;
        }
        if (c == '/' && after == '*') {
            pos += 2;
            return 1;
        }
        pos++;
        return 0;
    }

    /** Whether the current token is this keyword, given in capitals. */
    public boolean is(String word) {
        int length = word.length();
        if (pos - token != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = chars[token + i];
            if ((c >= 'a' && c <= 'z' ? c - 32 : c) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
