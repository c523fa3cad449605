// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.script.ScriptText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The checksums of migrations (FORMATS.md, "Checksum"). */
final class ContentChecksum {

    private ContentChecksum() {}

    /** The checksum of a file; the file is read once, as a stream. */
    static String of(ScriptText text) {
        MessageDigest digest = sha256();
        try (InputStream in = new BufferedInputStream(text.open())) {
            boolean carriageReturn = false;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (!(carriageReturn && b == '\n')) {
                    digest.update((byte) (b == '\r' ? '\n' : b));
                }
                carriageReturn = b == '\r';
            }
        } catch (IOException e) {
            throw MigrationSet.unreadable(text, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The checksum of what a migration in Java says about itself. */
    static String of(String text) {
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
