// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's lexical rules over a buffer that is refilled as it goes, as {@code scan.l} and {@code psqlscan.l} have them.
 *
 * <p>Characters before {@link #keep} may be forgotten at any call; {@link #pos}, {@link #token} and {@link #keep} move along
 * when that happens. Lines and columns are counted only when somebody asks ({@link #locate}), in one run over the text.
 */
final class Lexer {

    static final int END = 0;
    static final int WORD = 1;
    static final int QUOTED = 2;
    static final int STRING = 3;
    static final int DOLLAR = 4;
    static final int NUMBER = 5;
    static final int PARAMETER = 6;
    static final int OPERATOR = 7;
    static final int PUNCTUATION = 8;
    static final int BACKSLASH = 9;
    static final int LINE_COMMENT = 10;
    static final int BLOCK_COMMENT = 11;

    private static final int SMALL = 1 << 16;
    private static final int LARGEST = 1 << 29;
    private static final boolean[] PART = new boolean[128];
    private static final boolean[] OPERATORS = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            PART[c] =
                    (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
            OPERATORS[c] = "~!@#^&|`?+-*/%<>=".indexOf(c) >= 0;
        }
    }

    private final @Nullable CharFeed feed;
    private final ArrayDeque<Mark> marks;

    char[] chars;
    int limit;
    /** The next character to look at. */
    int pos;
    /** Where the current token starts. */
    int token;
    /** Nothing from here on is forgotten. */
    int keep;
    /** Whether {@link #keep} stands still (within a statement) or follows the current token. */
    boolean keeping;
    /** standard_conforming_strings, as the script has set it so far. */
    boolean standardStrings = true;
    /** Whether only white space stands before the current token on its line. */
    boolean alone;
    /** Whether the input ended within the current token. */
    boolean unterminated;

    private boolean freshLine = true;
    private boolean ended;

    // the place that has been counted so far
    private int counted;
    private long base;
    private boolean afterReturn;
    int line = 1;
    int column = 1;
    /** Collects the replacements that {@link #locate} passes, relative to {@link #markBase}. */
    private @Nullable List<Mark> passed;

    private long markBase;
    private int jumpAt = -1;
    private int jumpLine;

    Lexer(CharFeed feed, ArrayDeque<Mark> marks) {
        this.feed = feed;
        this.marks = marks;
        this.chars = new char[SMALL];
    }

    /** A lexer over a text that is there as a whole. */
    Lexer(String text, boolean standardStrings) {
        this.feed = null;
        this.marks = new ArrayDeque<>();
        this.chars = text.toCharArray();
        this.limit = chars.length;
        this.standardStrings = standardStrings;
    }

    static boolean isWordStart(int c) {
        return c >= 128 || (c >= 0 && PART[c] && c != '$' && (c < '0' || c > '9'));
    }

    static boolean isWordPart(int c) {
        return c >= 128 || (c >= 0 && PART[c]);
    }

    static boolean isSpace(int c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    /** Reads one token or comment, and returns what it is; it stands from {@link #token} to {@link #pos}. */
    int next() {
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

    /** From behind the opening quote. Strings that a line end separates are one string, of the first one's kind. */
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

    /** Behind a closing quote: goes behind the next opening one if only white space with a line end is in between. */
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
                if (newLine && RollbackSection.isMarker(chars, pos + start, pos + i)) {
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

    /** Between statements a comment may be of any length; it is not kept, and {@link #locate} has been told its start. */
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

    int openLine;
    int openColumn;

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

    /** The character {@code ahead} of {@link #pos}, or -1 behind the end. */
    int peek(int ahead) {
        while (pos + ahead >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return chars[pos + ahead];
    }

    /** Whether the current token is this keyword, given in capitals. */
    boolean is(String word) {
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

    /** Gives up the buffer; nothing can be read any more. */
    void release() {
        chars = new char[0];
    }

    /** The caller has gone to the start of a line by itself. */
    void startOfLine() {
        freshLine = true;
    }

    /** Makes more characters available, forgetting what need not be kept. */
    boolean fill() {
        if (feed == null || ended) {
            return false;
        }
        if (chars.length - limit < 2) {
            makeRoom();
        }
        int n = feed.read(chars, limit, chars.length - limit);
        if (n < 0) {
            ended = true;
            return false;
        }
        limit += n;
        return true;
    }

    private void makeRoom() {
        if (keep >= chars.length / 2) {
            int live = limit - keep;
            forget(chars.length > SMALL && live < SMALL / 2 ? new char[SMALL] : chars);
            return;
        }
        if (chars.length >= LARGEST) {
            throw new OutOfMemoryError("a statement of more than " + LARGEST + " characters");
        }
        chars = Arrays.copyOf(chars, chars.length * 2);
    }

    private void forget(char[] target) {
        if (counted < keep) {
            locate(keep);
        }
        int by = keep;
        System.arraycopy(chars, by, target, 0, limit - by);
        chars = target;
        base += by;
        limit -= by;
        pos -= by;
        token -= by;
        counted -= by;
        keep = 0;
        if (jumpAt >= 0) {
            jumpAt -= by;
        }
    }

    /** Counts lines and columns up to this index of the buffer, which must not be before the last one asked for. */
    void locate(int index) {
        while (counted < index) {
            if (counted == jumpAt) {
                jumpAt = -1;
                line = jumpLine;
                column = 1;
                afterReturn = false;
            }
            Mark mark = marks.peek();
            if (mark != null && mark.from() < base + index) {
                int start = (int) (mark.from() - base);
                count(start);
                if (start + mark.length() > index) {
                    // within a value: the place is the placeholder's
                    return;
                }
                marks.remove();
                if (passed != null) {
                    passed.add(new Mark(base + start - markBase, mark.length(), mark.raw()));
                }
                counted = start + mark.length();
                column += mark.raw().codePointCount(0, mark.raw().length());
                afterReturn = false;
            } else {
                count(jumpAt > counted && jumpAt < index ? jumpAt : index);
            }
        }
    }

    private void count(int index) {
        char[] b = chars;
        int l = line;
        int c = column;
        boolean cr = afterReturn;
        for (int i = counted; i < index; i++) {
            char ch = b[i];
            if (ch == '\n') {
                if (!cr) {
                    l++;
                    c = 1;
                }
                cr = false;
            } else if (ch == '\r') {
                l++;
                c = 1;
                cr = true;
            } else {
                cr = false;
                if (ch < 0xDC00 || ch > 0xDFFF) {
                    c++;
                }
            }
        }
        line = l;
        column = c;
        afterReturn = cr;
        counted = index;
    }

    /** Goes from {@link #keep}, where {@link #locate} is, to {@code end}; returns the replacements in between. */
    List<Mark> locateWithMarks(int end) {
        if (marks.isEmpty()) {
            locate(end);
            return List.of();
        }
        List<Mark> list = new ArrayList<>();
        passed = list;
        markBase = base + keep;
        locate(end);
        // a value that the end lies in, too
        Mark open = marks.peek();
        if (open != null && open.from() < base + end) {
            list.add(new Mark(open.from() - markBase, open.length(), open.raw()));
        }
        passed = null;
        return List.copyOf(list);
    }

    /** Puts the rest of a COPY's line, which stood at that place, in front of what comes after the COPY's data. */
    void insert(String text, int textLine, int textColumn) {
        locate(pos);
        int after = line;
        int length = text.length();
        char[] fresh = new char[Math.max(SMALL, 2 * (limit - pos + length))];
        text.getChars(0, length, fresh, 0);
        System.arraycopy(chars, pos, fresh, length, limit - pos);
        base += pos - length;
        limit = limit - pos + length;
        chars = fresh;
        pos = 0;
        token = 0;
        keep = 0;
        counted = 0;
        line = textLine;
        column = textColumn;
        afterReturn = false;
        jumpAt = length;
        jumpLine = after;
        freshLine = false;
    }
}
