// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.DelegatingText;
import com.fraiseql.migrate.script.ScriptText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A script whose beginning is kept while it is read, so that it can be reviewed without being opened once more.
 */
final class KeptText extends DelegatingText {

    private final int most;
    private ByteArrayOutputStream kept = new ByteArrayOutputStream(0);

    /** @param most how many bytes are kept at the most */
    KeptText(ScriptText script, int most) {
        super(script);
        this.most = most;
    }

    /** What has been read last, from memory; it is one byte longer than what may be kept if there is more. */
    ScriptText again() {
        Again again = new Again(script.name(), script.undoes(), kept);
        kept = new ByteArrayOutputStream(0);
        return again;
    }

    private record Again(String name, boolean undoes, ByteArrayOutputStream text) implements ScriptText {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.toByteArray());
        }
    }

    @Override
    public InputStream open() throws IOException {
        kept = new ByteArrayOutputStream(1 << 13);
        return new Keeping(script.open());
    }

    private final class Keeping extends FilterInputStream {

        Keeping(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            if (octet >= 0) {
                keep(new byte[] {(byte) octet}, 0, 1);
            }
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            int n = in.read(octets, offset, length);
            if (n > 0) {
                keep(octets, offset, n);
            }
            return n;
        }

        private void keep(byte[] octets, int offset, int length) {
            // one more than may be reviewed tells that there is more
            int room = most + 1 - kept.size();
            if (room > 0) {
                kept.write(octets, offset, Math.min(room, length));
            }
        }
    }
}
