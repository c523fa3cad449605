// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.sql.CharFeed;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Decodes a script's bytes as strict UTF-8. Between two calls nothing but what was returned has been taken. */
final class Utf8Feed implements CharFeed {

    private final ScriptBytes bytes;
    private final CharsetDecoder decoder = strictDecoder();

    Utf8Feed(ScriptBytes bytes) {
        this.bytes = bytes;
    }

    static CharsetDecoder strictDecoder() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read(char[] into, int offset, int length) {
        CharBuffer out = CharBuffer.wrap(into, offset, length);
        while (true) {
            CoderResult result = decoder.decode(bytes.unread(), out, bytes.ended());
            if (result.isError()) {
                throw bytes.malformed(bytes.unread().position());
            }
            int produced = out.position() - offset;
            if (produced > 0) {
                return produced;
            }
            if (bytes.ended()) {
                return -1;
            }
            bytes.more();
        }
    }

    @Override
    public void close() {
        bytes.close();
    }
}
