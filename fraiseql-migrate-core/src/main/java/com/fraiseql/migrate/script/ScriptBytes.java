// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.SourceLocation;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A script's bytes as they are read, without the byte order mark. */
final class ScriptBytes implements AutoCloseable {

    private static final int CHUNK = 1 << 16;

    private final ScriptText text;
    private final InputStream in;
    private final ByteTaker taker;
    private final byte[] array = new byte[CHUNK];
    private final ByteBuffer bytes = ByteBuffer.wrap(array).limit(0);
    /** The offset in the file of the first byte in {@link #bytes}. */
    private long base;

    /** From here to {@link #asciiEnd} all of {@link #array} is ASCII. */
    private int asciiStart;

    private int asciiEnd;

    private boolean started;
    private boolean ended;

    /** @param taker is given every byte that is read */
    ScriptBytes(ScriptText text, ByteTaker taker) {
        this.text = text;
        this.taker = taker;
        try {
            this.in = text.open();
        } catch (IOException e) {
            throw unreadable(text, e);
        }
    }

    static ScriptException unreadable(ScriptText text, IOException e) {
        return new ScriptException(
                FailureCode.UNREADABLE_FILE,
                text.name() + " cannot be read: " + reason(e) + ".",
                "Check that the file is there and that this process may read it.",
                SourceLocation.file(text.name()),
                null,
                e);
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** What has been read and not been taken yet; the same buffer each time. */
    ByteBuffer unread() {
        return bytes;
    }

    /** What backs {@link #unread}. */
    byte[] array() {
        return array;
    }

    /** Whether the whole file has been read. */
    boolean ended() {
        return ended;
    }

    /** How far {@link #array} is known to be ASCII from this index on. */
    int asciiEnd(int from) {
        return from < asciiStart ? from : Math.max(from, asciiEnd);
    }

    /** Reads more after what is {@link #unread}, of which there must be less than a buffer holds. */
    void more() {
        base += bytes.position();
        bytes.compact();
        int from = bytes.position();
        try {
            int wanted = started ? 1 : 4;
            int got = 0;
            while (got < wanted && !ended) {
                int n = in.read(array, from + got, CHUNK - from - got);
                if (n < 0) {
                    ended = true;
                } else {
                    got += n;
                }
            }
            bytes.position(from + got).flip();
            if (!started) {
                started = true;
                skipMark();
            }
            check(Math.max(from, bytes.position()), from + got);
        } catch (IOException e) {
            throw unreadable(text, e);
        }
    }

    private void skipMark() {
        int length = bytes.limit();
        int first = length > 0 ? bytes.get(0) & 0xFF : -1;
        int second = length > 1 ? bytes.get(1) & 0xFF : -1;
        if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
            throw notUtf8(0, "UTF-16 (by its first two bytes)");
        }
        if (first == 0xEF && second == 0xBB && length > 2 && (bytes.get(2) & 0xFF) == 0xBF) {
            bytes.position(3);
        }
    }

    /** PostgreSQL takes no NUL in text, and a NUL in a file nearly always means UTF-16. */
    private void check(int from, int to) {
        asciiStart = from;
        asciiEnd = EightBytes.firstBeyondAsciiOrZero(array, from, to);
        int zero = EightBytes.firstZero(array, asciiEnd, to);
        if (zero < to) {
            throw notUtf8(base + zero, "a NUL byte, as in UTF-16 or a binary file");
        }
        taker.take(array, from, to - from);
    }

    /** The error that the bytes from this index of {@link #unread} on are not UTF-8. */
    ScriptException malformed(int index) {
        return notUtf8(base + index, "a byte sequence that is not UTF-8");
    }

    private ScriptException notUtf8(long offset, String found) {
        SourceLocation location = locate(offset);
        boolean whole = offset == 0;
        return new ScriptException(
                FailureCode.NOT_UTF8,
                "The file " + text.name() + " is not UTF-8: "
                        + (whole
                                ? "it looks like " + found
                                : "line " + location.line() + " holds " + found + " (byte offset " + offset + ")")
                        + ".",
                "Save the file as UTF-8.",
                location,
                whole ? null : Excerpt.of(text, location),
                null);
    }

    private SourceLocation locate(long offset) {
        int line = 1;
        int column = 1;
        try (InputStream again = new BufferedInputStream(text.open())) {
            int before = -1;
            for (long i = 0; i < offset; i++) {
                int b = again.read();
                if (b < 0) {
                    break;
                }
                if (b == '\n' && before == '\r') {
                    before = b;
                    continue;
                }
                if (b == '\n' || b == '\r') {
                    line++;
                    column = 1;
                } else if ((b & 0xC0) != 0x80 && !(b == 0xEF && i == 0)) {
                    column++;
                }
                before = b;
            }
        } catch (IOException e) {
            return SourceLocation.file(text.name());
        }
        return new SourceLocation(text.name(), line, column);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(text, e);
        }
    }
}
