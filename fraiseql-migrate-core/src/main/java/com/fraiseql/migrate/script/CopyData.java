// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import java.io.InputStream;

/**
 * The data of one COPY, from the line below its statement up to the line {@code \.}, as UTF-8. In a file with CRLF line
 * ends they become LF, unless the reader asks for them as they are; in any other file a carriage return is data.
 *
 * <p>What the lexer has decoded already comes first ({@link DecodedRows}); all that follows is handed on as the bytes
 * that stand in the file ({@link RawRows}).
 */
final class CopyData extends InputStream {

    private final Lexer lexer;
    private final DecodedRows decoded;
    private final RawRows raw;
    private final boolean windows;
    private final Runnable missingEnd;
    private final byte[] one = new byte[1];
    private boolean rest;
    private int lineFeeds;
    private boolean ended;

    /**
     * @param following the file's bytes that the lexer has not decoded
     * @param windows whether the file has CRLF line ends
     * @param missingEnd throws
     */
    CopyData(Lexer lexer, Undecoded following, boolean windows, Runnable missingEnd) {
        this.lexer = lexer;
        this.windows = windows;
        this.missingEnd = missingEnd;
        this.decoded = new DecodedRows(lexer, following);
        this.raw = new RawRows(following.bytes());
        turnLineEnds(true);
        lexer.keeping = false;
    }

    /** Whether CRLF becomes LF; before anything is read. */
    void turnLineEnds(boolean turn) {
        decoded.turnLineEnds(windows && turn);
        raw.turnLineEnds(windows && turn);
    }

    /** Whether the file has CRLF line ends. */
    boolean windows() {
        return windows;
    }

    boolean ended() {
        return ended;
    }

    /** How many line feeds are in what has been read. */
    int lineFeeds() {
        return lineFeeds + raw.lineFeeds();
    }

    /** Reads what is left. */
    void drain() {
        if (!ended) {
            byte[] chunk = new byte[1 << 13];
            while (!ended) {
                read(chunk, 0, chunk.length);
            }
        }
    }

    @Override
    public int read() {
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (!rest) {
            int n = decoded.read(into, offset, length);
            if (n > 0) {
                count(into, offset, offset + n);
                return n;
            }
            rest = true;
            raw.follows(decoded.startOfLine(), lexer.limit > 0 && lexer.chars[lexer.limit - 1] == '\r');
        }
        if (ended) {
            return -1;
        }
        int n = decoded.ended() ? -1 : raw.read(into, offset, length);
        if (n < 0) {
            end();
        }
        return n;
    }

    private void count(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            lineFeeds += bytes[i] == '\n' ? 1 : 0;
        }
    }

    private void end() {
        ended = true;
        if (!decoded.ended()) {
            lexer.passLines(raw.lineEnds());
            if (!raw.ended()) {
                missingEnd.run();
            }
        }
    }

    @Override
    public int available() {
        return decoded.available();
    }
}
