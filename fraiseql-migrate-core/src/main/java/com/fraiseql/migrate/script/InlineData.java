// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.Lexer;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The data below a COPY … FROM STDIN. It begins on the next line, so what stands on the COPY's own line after its
 * semicolon is set aside, and comes after the data.
 */
final class InlineData {

    private final Lexer lexer;
    private final Undecoded following;
    private @Nullable CopyData copy;
    private boolean csv;
    private @Nullable String restOfLine;
    private int restLine;
    private int restColumn;

    InlineData(Lexer lexer, Undecoded following) {
        this.lexer = lexer;
        this.following = following;
    }

    /**
     * Goes from the semicolon of a COPY to its data.
     *
     * @param asCsv whether line breaks may be data
     * @param missingEnd throws
     */
    void begin(boolean asCsv, Runnable missingEnd) {
        csv = asCsv;
        lexer.keeping = false;
        lexer.keep = lexer.pos;
        lexer.locate(lexer.pos);
        restLine = lexer.line;
        restColumn = lexer.column;
        lexer.keeping = true;
        int length = 0;
        int c = lexer.peek(0);
        while (c >= 0 && c != '\n' && c != '\r') {
            c = lexer.peek(++length);
        }
        String rest = new String(lexer.chars, lexer.pos, length);
        lexer.pos += length;
        restOfLine = rest.isBlank() ? null : rest;
        following.replacing(false);
        boolean crlf = c == '\r' && lexer.peek(1) == '\n';
        if (c >= 0) {
            lexer.pos += crlf ? 2 : 1;
        }
        copy = new CopyData(lexer, following, crlf, missingEnd);
    }

    /** The data as it is sent: in CSV with its line ends as they are. */
    InputStream toSend() {
        CopyData data = data();
        data.turnLineEnds(!csv);
        return data;
    }

    /** The data with all line ends of a CRLF file as LF, so that git's settings do not show in a hash. */
    CopyData toHash() {
        CopyData data = data();
        data.turnLineEnds(true);
        return data;
    }

    /** Whether the two are the same. */
    boolean isHashedAsSent() {
        return !csv || !data().windows();
    }

    private CopyData data() {
        if (copy == null) {
            throw new IllegalStateException("the last statement is not COPY … FROM STDIN");
        }
        return copy;
    }

    /** The line where the data begins. */
    int line() {
        return restLine + 1;
    }

    /** Goes past the data, if there is any and it has not been read. */
    void skip() {
        if (copy == null) {
            return;
        }
        copy.drain();
        copy = null;
        following.replacing(true);
        if (restOfLine != null) {
            lexer.insert(restOfLine + "\n", restLine, restColumn);
            restOfLine = null;
        }
    }
}
