// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A window on a text that is read as it goes.
 *
 * <p>Characters before {@link #keep} may be forgotten at any call that reads; {@link #pos}, {@link #token} and
 * {@link #keep} move along when that happens. Lines and columns are counted only when they are asked for
 * ({@link #locate}), in one run over the text.
 */
abstract class Window {

    private static final int FIRST = 1 << 14;
    private static final int SMALL = 1 << 16;
    private static final int LARGEST = 1 << 29;

    private final @Nullable CharFeed feed;
    private final ArrayDeque<Mark> marks;

    public char[] chars;
    public int limit;
    /** The next character to look at. */
    public int pos;
    /** Where the current token starts. */
    public int token;
    /** Nothing from here on is forgotten. */
    public int keep;
    /** Whether only white space has been seen since the last line end. */
    public boolean freshLine = true;
    /** The place up to which {@link #locate} has counted. */
    public int line = 1;

    public int column = 1;

    private boolean ended;
    private int counted;
    private long base;
    private boolean afterReturn;
    /** Collects the replacements that {@link #locate} passes, relative to {@link #markBase}. */
    private @Nullable List<Mark> passed;

    private long markBase;
    private int jumpAt = -1;
    private int jumpLine;

    /** A window that starts at the beginning of what the feed gives. */
    Window(CharFeed feed, ArrayDeque<Mark> marks) {
        this.feed = feed;
        this.marks = marks;
        this.chars = new char[FIRST];
    }

    /** A window on a text that is there as a whole. */
    Window(String text) {
        this.feed = null;
        this.marks = new ArrayDeque<>();
        this.chars = text.toCharArray();
        this.limit = chars.length;
    }

    /** The character {@code ahead} of {@link #pos}, or -1 after the end. */
    public int peek(int ahead) {
        while (pos + ahead >= limit) {
            if (!fill()) {
                return -1;
            }
        }
        return chars[pos + ahead];
    }

    /** Gives up the buffer; nothing can be read any more. */
    public void release() {
        chars = new char[0];
    }

    /** The caller has gone to the start of a line by itself. */
    public void startOfLine() {
        freshLine = true;
    }

    /** Makes more characters available, forgetting what need not be kept. */
    public boolean fill() {
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
            boolean small = limit - keep < SMALL / 2;
            forget(small && chars.length != SMALL ? new char[SMALL] : chars);
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
    public void locate(int index) {
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
    public List<Mark> locateWithMarks(int end) {
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

    /** Counts the lines that follow the window's text and have been read by others; the next text begins a line. */
    public void passLines(int lineEnds) {
        locate(limit);
        if (jumpAt == counted) {
            jumpAt = -1;
            line = jumpLine;
        }
        line += lineEnds;
        column = 1;
        afterReturn = false;
        freshLine = true;
    }

    /** Puts the rest of a COPY's line, which stood at that place, in front of what comes after the COPY's data. */
    public void insert(String text, int textLine, int textColumn) {
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
