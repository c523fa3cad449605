// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Wraps private keys of PKCS#1 and SEC1 in PKCS#8, which only adds the algorithm (RFC 5208, RFC 5915).
 */
final class Der {

    static final int SEQUENCE = 0x30;
    static final int OCTETS = 0x04;
    private static final byte[] VERSION = {2, 1, 0};
    /** rsaEncryption with NULL, and id-ecPublicKey. */
    private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");

    private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
    private static final int CURVE = 0xa0;

    private Der() {}

    static PKCS8EncodedKeySpec pkcs8OfRsa(byte[] key) {
        return envelope(wrap(SEQUENCE, RSA), key);
    }

    /** The curve is a part of the key: ECPrivateKey ::= SEQUENCE { version, privateKey, [0] curve, [1] publicKey }. */
    static PKCS8EncodedKeySpec pkcs8OfEc(byte[] key) throws GeneralSecurityException {
        int at = content(key, 0);
        while (at < key.length) {
            int start = content(key, at);
            int end = start + length(key, at);
            if ((key[at] & 0xff) == CURVE) {
                return envelope(wrap(SEQUENCE, EC, Arrays.copyOfRange(key, start, end)), key);
            }
            at = end;
        }
        throw new GeneralSecurityException("an EC key without its curve");
    }

    private static PKCS8EncodedKeySpec envelope(byte[] algorithm, byte[] key) {
        return new PKCS8EncodedKeySpec(wrap(SEQUENCE, VERSION, algorithm, wrap(OCTETS, key)));
    }

    static byte[] wrap(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        int length = content.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else if (length < 0x100) {
            out.write(0x81);
            out.write(length);
        } else {
            out.write(0x82);
            out.write(length >> 8);
            out.write(length);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    /** The offset of the element's content. */
    private static int content(byte[] bytes, int at) throws GeneralSecurityException {
        int first = octet(bytes, at + 1);
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    private static int length(byte[] bytes, int at) throws GeneralSecurityException {
        int first = octet(bytes, at + 1);
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7f); i++) {
            length = length << 8 | octet(bytes, at + 2 + i);
        }
        return length;
    }

    private static int octet(byte[] bytes, int at) throws GeneralSecurityException {
        if (at < 0 || at >= bytes.length) {
            throw new GeneralSecurityException("not DER");
        }
        return bytes[at] & 0xff;
    }
}
