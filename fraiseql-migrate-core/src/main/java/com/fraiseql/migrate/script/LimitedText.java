// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A script of which no more than a number of bytes is read. */
final class LimitedText extends DelegatingText {

    private final long most;

    /** @param most how many bytes */
    LimitedText(ScriptText script, long most) {
        super(script);
        this.most = most;
    }

    /** There is more than may be read. */
    static final class Reached extends IOException {

        private static final long serialVersionUID = 1L;
    }

    @Override
    public InputStream open() throws IOException {
        return new Counted(script.open(), most);
    }

    private static final class Counted extends FilterInputStream {

        private long left;

        Counted(InputStream in, long most) {
            super(in);
            this.left = most;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            count(octet < 0 ? 0 : 1);
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int n = in.read(octets, offset, length);
            count(Math.max(n, 0));
            return n;
        }

        private void count(int n) throws IOException {
            left -= n;
            if (left < 0) {
                throw new Reached();
            }
        }
    }
}
