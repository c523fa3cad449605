// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;
import java.io.InputStream;

/** The checksums of migrations: the same on every JVM, operating system and git setting. */
public final class Checksums {

    /** Most migrations are small, and there may be a thousand of them to read while an application starts. */
    private static final int SMALL_CHUNK = 1 << 11;

    private static final int CHUNK = 1 << 14;

    /** Of a file that is bigger than this, its shape is looked for as well. */
    private static final int BIG = 1 << 20;

    private Checksums() {}

    /**
     * The checksum of a migration: SHA-256 in lower-case hex over its bytes without a byte order mark, CRLF and CR
     * turned into LF, up to the line of the rollback marker or the end, without trailing white space (space, tab, LF,
     * form feed, vertical tab).
     *
     * <p>Only a file with a line that looks like a rollback marker is split into statements, to see whether it is one;
     * what {@link StatementReader} refuses makes no difference to that, so that a new refusal never changes a checksum.
     *
     * @throws ScriptException if the script cannot be read
     */
    public static String of(ScriptText text) {
        return sums(text).checksum();
    }

    /** The checksum, and what tells a later reading that the file is still the same. */
    public static FileSums sums(ScriptText text) {
        RawSum.Counter raw = new RawSum.Counter();
        try (ChecksumDigest digest = new ChecksumDigest();
                InputStream in = text.open()) {
            byte[] chunk = new byte[SMALL_CHUNK];
            int n = in.readNBytes(chunk, 0, SMALL_CHUNK);
            int mark = startsWithMark(chunk, n) ? 3 : 0;
            raw.take(chunk, mark, n - mark);
            digest.take(chunk, mark, n - mark);
            if (n == SMALL_CHUNK) {
                FileSums outlined = in.available() > BIG ? OutlineReader.read(text) : null;
                if (outlined != null) {
                    return outlined;
                }
                chunk = new byte[CHUNK];
                for (n = in.read(chunk); n > 0; n = in.read(chunk)) {
                    raw.take(chunk, 0, n);
                    digest.take(chunk, 0, n);
                }
            }
            return new FileSums(
                    digest.finish(digest.hasCandidates() ? marker(text) : 0), new FirstReading(raw.sum(), null));
        } catch (IOException e) {
            throw ScriptBytes.unreadable(text, e);
        }
    }

    private static boolean startsWithMark(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static int marker(ScriptText text) {
        try (StatementScanner scanner = StatementScanner.open(text, Reading.lenient(text.undoes(), null))) {
            return scanner.findMarker();
        } catch (ScriptException e) {
            return 0;
        }
    }
}
