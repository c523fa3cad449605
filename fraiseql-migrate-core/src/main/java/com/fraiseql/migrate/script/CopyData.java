// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * The data of one COPY, from the line below its statement up to the line {@code \.}, as UTF-8. In a file with CRLF line
 * ends they become LF, unless the reader asks for them as they are; in any other file a carriage return is data.
 */
final class CopyData extends InputStream {

    private static final int LINE_MOST = 1 << 15;

    private final Lexer lexer;
    private final boolean windows;
    private final Runnable missingEnd;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);
    private boolean crlf;
    private boolean lineStart = true;
    private boolean ended;

    /**
     * @param windows whether the file has CRLF line ends
     * @param missingEnd throws
     */
    CopyData(Lexer lexer, boolean windows, Runnable missingEnd) {
        this.lexer = lexer;
        this.windows = windows;
        this.crlf = windows;
        this.missingEnd = missingEnd;
        lexer.keeping = false;
    }

    /** Whether CRLF becomes LF; before anything is read. */
    void turnLineEnds(boolean turn) {
        crlf = windows && turn;
    }

    boolean ended() {
        return ended;
    }

    /** Reads what is left. */
    void drain() {
        while (!ended) {
            bytes.position(bytes.limit());
            more();
        }
    }

    @Override
    public int read() {
        if (!bytes.hasRemaining() && !more()) {
            return -1;
        }
        return bytes.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!bytes.hasRemaining() && !more()) {
            return -1;
        }
        int n = Math.min(length, bytes.remaining());
        bytes.get(into, offset, n);
        return n;
    }

    @Override
    public int available() {
        return bytes.remaining();
    }

    private boolean more() {
        bytes.clear();
        while (bytes.position() == 0 && !ended) {
            step();
        }
        bytes.flip();
        return bytes.hasRemaining();
    }

    /** Encodes what the buffer holds up to the next line that starts with a backslash, or ends the data. */
    private void step() {
        lexer.keep = lexer.pos;
        int c = lexer.peek(0);
        if (c < 0) {
            missingEnd.run();
            ended = true;
            return;
        }
        if (lineStart && c == '\\' && endMarker()) {
            ended = true;
            return;
        }
        int room = Math.min(LINE_MOST, bytes.remaining() / 3);
        if (room < 4) {
            return;
        }
        char[] chars = lexer.chars;
        int from = lexer.pos;
        int most = Math.min(lexer.limit, from + room);
        int to = from + 1;
        boolean newLine = chars[from] == '\n';
        while (to < most && !(newLine && chars[to] == '\\') && !(crlf && chars[to] == '\r')) {
            newLine = chars[to++] == '\n';
        }
        if (crlf && chars[from] == '\r') {
            if (lexer.peek(1) == '\n') {
                lexer.pos++;
                lineStart = false;
                lexer.keep = lexer.pos;
                return;
            }
            to = from + 1;
            chars = lexer.chars;
            from = lexer.pos;
            to = from + 1;
            newLine = false;
        }
        if (Character.isHighSurrogate(chars[to - 1])) {
            if (to - from > 1) {
                to--;
                newLine = false;
            } else {
                lexer.peek(1);
                chars = lexer.chars;
                from = lexer.pos;
                to = from + 2;
                newLine = false;
            }
        }
        CoderResult result = encoder.reset().encode(CharBuffer.wrap(chars, from, to - from), bytes, true);
        if (!result.isUnderflow()) {
            throw new IllegalStateException(result.toString());
        }
        lexer.pos = to;
        lineStart = newLine;
    }

    /** At a backslash at the start of a line: goes behind the line if it is the end marker. */
    private boolean endMarker() {
        if (lexer.peek(1) != '.') {
            return false;
        }
        int after = lexer.peek(2);
        if (after == '\r' && lexer.peek(3) == '\n') {
            lexer.pos += 4;
        } else if (after == '\n' || after == '\r') {
            lexer.pos += 3;
        } else if (after < 0) {
            lexer.pos += 2;
        } else {
            return false;
        }
        lexer.keep = lexer.pos;
        lexer.startOfLine();
        return true;
    }
}
