// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in lower-case hex. */
public final class Sha256 {

    private static final MessageDigest EMPTY = create();

    private Sha256() {}

    /** Of the text's UTF-8. */
    public static String of(String text) {
        return hex(bytesOf(text));
    }

    /** Of the text's UTF-8, as 32 bytes. */
    public static byte[] bytesOf(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    /** A copy: looking the algorithm up again for each of a thousand files takes longer than reading them. */
    static MessageDigest digest() {
        return copy(EMPTY);
    }

    /** A digest that goes on from where this one is. */
    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static MessageDigest create() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
