// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;

/** The bytes of a COPY's data as they stand in the file. They are checked to be UTF-8, and not decoded. */
final class RawRows {

    /** As much as it takes to tell whether {@code \.} and what follows it are the end marker. */
    private static final int MARKER = 4;

    private final ScriptBytes source;
    private final CharsetDecoder decoder = Utf8Feed.strictDecoder();
    private final PlainLines plain = new PlainLines();
    private boolean crlf;
    private boolean lineStart;
    private boolean afterReturn;
    private boolean ended;
    /** How many of the unread bytes are known to be whole characters. */
    private int valid;

    private int lineEnds;
    private int lineFeeds;

    RawRows(ScriptBytes source) {
        this.source = source;
    }

    void turnLineEnds(boolean turn) {
        crlf = turn;
    }

    /**
     * Says what comes before.
     *
     * @param start whether the first byte begins a line
     * @param carriageReturn whether a carriage return stands before it
     */
    void follows(boolean start, boolean carriageReturn) {
        lineStart = start;
        afterReturn = carriageReturn;
    }

    /** Whether the end marker has been read. */
    boolean ended() {
        return ended;
    }

    /** How many lines have been passed, the end marker's included. */
    int lineEnds() {
        return lineEnds;
    }

    /** How many line feeds have been handed on. */
    int lineFeeds() {
        return lineFeeds;
    }

    /** Returns -1 after the end marker, and at the end of the file. */
    int read(byte[] into, int offset, int length) {
        int done = 0;
        while (done == 0) {
            ByteBuffer unread = source.unread();
            if (!fill(1)) {
                return -1;
            }
            int from = unread.position();
            byte first = unread.get(from);
            if (lineStart && first == '\\' && endMarker()) {
                ended = true;
                return -1;
            }
            if (crlf && first == '\r' && fill(2) && unread.get(unread.position() + 1) == '\n') {
                lineEnds++;
                afterReturn = true;
                lineStart = false;
                take(1);
            } else {
                from = unread.position();
                int to = rowsEnd(source.array(), from, from + Math.min(length, valid));
                done = to - from;
                System.arraycopy(source.array(), from, into, offset, done);
                take(done);
            }
        }
        return done;
    }

    /** Goes over at least one byte, up to what needs a closer look; counts the line ends. */
    private int rowsEnd(byte[] bytes, int from, int most) {
        int i = from;
        do {
            i = afterReturn ? i : plainRowsEnd(bytes, i, most);
            if (crlf && i > from && bytes[i] == '\r') {
                return i;
            }
            byte b = bytes[i++];
            if (b == '\r' || (b == '\n' && !afterReturn)) {
                lineEnds++;
            }
            lineStart = b == '\n';
            lineFeeds += lineStart ? 1 : 0;
            afterReturn = b == '\r';
            if (!lineStart && i < most) {
                int rest = EightBytes.firstLineEnd(bytes, i, most);
                afterReturn &= rest == i;
                i = rest;
            }
        } while (i < most && !(lineStart && bytes[i] == '\\') && !(crlf && bytes[i] == '\r'));
        return i;
    }

    /** Goes over rows that need no closer look; what is there then is in front of {@code most}. */
    private int plainRowsEnd(byte[] bytes, int from, int most) {
        int before = plain.lineFeeds();
        int i = plain.pass(bytes, from, most);
        int passed = plain.lineFeeds() - before;
        lineEnds += passed;
        lineFeeds += passed;
        return i;
    }

    /** At a backslash at the start of a line: goes past the line if it is the end marker. */
    private boolean endMarker() {
        fill(MARKER);
        ByteBuffer unread = source.unread();
        int at = unread.position();
        if (valid < 2 || unread.get(at + 1) != '.') {
            return false;
        }
        int after = valid > 2 ? unread.get(at + 2) : -1;
        boolean windows = after == '\r' && valid > 3 && unread.get(at + 3) == '\n';
        if (valid > 2 && after != '\n' && after != '\r') {
            return false;
        }
        lineEnds += valid > 2 ? 1 : 0;
        take(windows ? 4 : Math.min(valid, 3));
        return true;
    }

    private void take(int count) {
        source.unread().position(source.unread().position() + count);
        valid -= count;
    }

    /** Makes sure that so many bytes are there, if the file has them. */
    private boolean fill(int count) {
        ByteBuffer unread = source.unread();
        while (valid < count) {
            // what is left of the buffer may be the first bytes of a character
            if (unread.remaining() - valid < MARKER && !source.ended()) {
                source.more();
            }
            validate(unread.position() + valid, unread);
            if (valid < count && source.ended()) {
                return false;
            }
        }
        return true;
    }

    private void validate(int from, ByteBuffer unread) {
        byte[] bytes = source.array();
        int end = Utf8Check.wellFormed(bytes, source.asciiEnd(from), unread.limit());
        if (end < unread.limit()) {
            // the decoder knows a character that has only begun from one that can never be one
            ByteBuffer rest = ByteBuffer.wrap(bytes, end, unread.limit() - end);
            if (decoder.reset()
                    .decode(rest, CharBuffer.allocate(2), source.ended())
                    .isError()) {
                throw source.malformed(end);
            }
        }
        valid = end - unread.position();
    }
}
