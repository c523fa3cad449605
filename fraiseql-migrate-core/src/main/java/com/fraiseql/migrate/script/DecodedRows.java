// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** The first part of a COPY's data: what the lexer had decoded before it was known to be data. */
final class DecodedRows {

    private static final int LINE_MOST = 1 << 13;

    private final Lexer lexer;
    private final Undecoded following;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(3 * LINE_MOST).limit(0);
    private boolean crlf;
    private boolean lineStart = true;
    private boolean over;
    private boolean ended;

    DecodedRows(Lexer lexer, Undecoded following) {
        this.lexer = lexer;
        this.following = following;
    }

    void turnLineEnds(boolean turn) {
        crlf = turn;
    }

    /** Whether the end marker has been read. */
    boolean ended() {
        return ended;
    }

    boolean startOfLine() {
        return lineStart;
    }

    int available() {
        return bytes.remaining();
    }

    /** Returns -1 at the end of what has been decoded, or of the data. */
    int read(byte[] into, int offset, int length) {
        if (!bytes.hasRemaining()) {
            bytes.clear();
            while (bytes.position() == 0 && !over) {
                step();
            }
            bytes.flip();
            if (!bytes.hasRemaining()) {
                return -1;
            }
        }
        int n = Math.min(length, bytes.remaining());
        bytes.get(into, offset, n);
        return n;
    }

    /** Encodes what the buffer holds up to the next line that starts with a backslash, or ends. */
    private void step() {
        lexer.keep = lexer.pos;
        boolean all = lexer.pos == lexer.limit && following.follows();
        int c = all ? -1 : lexer.peek(0);
        if (c < 0) {
            over = true;
            return;
        }
        if (lineStart && c == '\\' && endMarker()) {
            ended = true;
            over = true;
            return;
        }
        char[] chars = lexer.chars;
        int from = lexer.pos;
        int most = Math.min(lexer.limit, from + LINE_MOST);
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

    /** At a backslash at the start of a line: goes past the line if it is the end marker. */
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
