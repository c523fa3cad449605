// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Checksums: the same on every JVM, operating system and git setting. */
public final class Checksums {

    /** Most migrations are small, and there may be a thousand of them to read while an application starts. */
    private static final int SMALL_CHUNK = 1 << 11;

    private static final int CHUNK = 1 << 14;

    private Checksums() {}

    /** SHA-256 of the text's UTF-8, in lower-case hex. */
    public static String sha256(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

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
        ChecksumDigest digest = new ChecksumDigest();
        try (InputStream in = text.open()) {
            byte[] chunk = new byte[SMALL_CHUNK];
            int n = in.readNBytes(chunk, 0, SMALL_CHUNK);
            int mark = startsWithMark(chunk, n) ? 3 : 0;
            digest.update(chunk, mark, n - mark);
            if (n == SMALL_CHUNK) {
                chunk = new byte[CHUNK];
                for (n = in.read(chunk); n > 0; n = in.read(chunk)) {
                    digest.update(chunk, 0, n);
                }
            }
        } catch (IOException e) {
            throw Utf8Feed.unreadable(text, e);
        }
        return digest.finish(digest.hasCandidates() ? marker(text) : 0);
    }

    private static boolean startsWithMark(byte[] bytes, int length) {
        return length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static int marker(ScriptText text) {
        try (StatementReader reader = StatementReader.openLenient(text)) {
            return reader.findMarker();
        } catch (ScriptException e) {
            return 0;
        }
    }

    /**
     * A copy: to ask for the algorithm by its name anew for each of a thousand files takes longer than reading them.
     */
    static MessageDigest digest() {
        try {
            return (MessageDigest) Sha256.EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Sha256 {

        static final MessageDigest EMPTY = create();

        private static MessageDigest create() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
