// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Makes a unit's fingerprint of its statements and their data, as they come. To be closed, since it may have a thread.
 */
public final class UnitSums implements AutoCloseable {

    private static final byte[] SEPARATOR = {0};
    private static final int CHUNK = 1 << 16;

    private final MessageDigest digest = Sha256.digest();
    private final LineMarks marks = new LineMarks();
    /** Of the bytes that go into the digest, separators left out. */
    private final RawSum.Counter raw = new RawSum.Counter();

    private @Nullable Handover data;
    private int line;
    private boolean openLine;

    /** Takes the next statement. */
    public void statement(Statement statement) {
        endData();
        byte[] text = statement.raw().getBytes(StandardCharsets.UTF_8);
        int size = normalise(text);
        marks.endLine(marks.lines(text, 0, size, statement.line()));
        raw.take(text, 0, size);
        digest.update(text, 0, size);
        digest.update(SEPARATOR);
    }

    /** Makes every line end LF, in place; returns the new length. */
    private static int normalise(byte[] text) {
        int size = 0;
        for (int i = 0; i < text.length; i++) {
            byte b = text[i];
            if (b != '\r') {
                text[size++] = b;
            } else if (i + 1 == text.length || text[i + 1] != '\n') {
                text[size++] = '\n';
            }
        }
        return size;
    }

    /** Takes the statement's data to its end; returns the line where it ends. */
    int data(InputStream in, int firstLine) {
        try (InputStream passing = passing(in, firstLine)) {
            byte[] chunk = new byte[CHUNK];
            while (passing.read(chunk) >= 0) {
                // reading is what takes it
            }
            endData();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            close();
        }
    }

    /** Takes the statement's data to its end, but only for {@link #raw}. */
    void dataLater(InputStream in) {
        try {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                raw.take(chunk, 0, n);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statement's data, which is taken while it is read. */
    InputStream passing(InputStream in, int firstLine) {
        Handover hashing = new Handover(this::hash);
        data = hashing;
        line = firstLine;
        openLine = false;
        return new FilterInputStream(in) {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int n = in.read(bytes, offset, length);
                if (n > 0) {
                    hashing.take(bytes, offset, n);
                    openLine = bytes[offset + n - 1] != '\n';
                }
                return n;
            }
        };
    }

    private void hash(byte[] bytes, int offset, int length) {
        raw.take(bytes, offset, length);
        digest.update(bytes, offset, length);
        line = marks.lines(bytes, offset, length, line);
    }

    private void endData() {
        if (data == null) {
            return;
        }
        data.finish();
        data = null;
        if (openLine) {
            marks.endLine(line);
        }
        digest.update(SEPARATOR);
    }

    /** The sum of all bytes so far. */
    RawSum raw() {
        endData();
        return raw.sum();
    }

    /** The fingerprint; after that nothing can be taken any more. */
    UnitFingerprint fingerprint() {
        endData();
        return new UnitFingerprint(Sha256.hex(digest.digest()), marks.text(), marks.fileLines());
    }

    @Override
    public void close() {
        if (data != null) {
            data.close();
            data = null;
        }
    }
}
