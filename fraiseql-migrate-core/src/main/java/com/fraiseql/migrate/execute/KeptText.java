// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.DelegatingText;
import com.fraiseql.migrate.script.ScriptText;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A script whose beginning is kept while it is read, so that it can be reviewed without being opened once more.
 */
final class KeptText extends DelegatingText {

    private final int most;
    private @Nullable ByteArrayOutputStream kept;

    /** @param most how many bytes are kept at the most */
    KeptText(ScriptText script, int most) {
        super(script);
        this.most = most;
    }

    /**
     * What has been read last, from memory; it is one byte longer than what may be kept if there is more. The script
     * itself if it did not have to be read, since its shape was known.
     */
    ScriptText again() {
        if (kept == null) {
            return script;
        }
        Again again = new Again(script.name(), script.undoes(), kept);
        kept = null;
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
        ByteArrayOutputStream keeping = new ByteArrayOutputStream(1 << 13);
        kept = keeping;
        return new Keeping(script.open(), keeping);
    }

    private final class Keeping extends FilterInputStream {

        private final ByteArrayOutputStream keeping;

        Keeping(InputStream in, ByteArrayOutputStream keeping) {
            super(in);
            this.keeping = keeping;
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
            int room = most + 1 - keeping.size();
            if (room > 0) {
                keeping.write(octets, offset, Math.min(room, length));
            }
        }
    }
}
