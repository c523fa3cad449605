// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** Tells how far bytes are UTF-8, by the Unicode standard's table of well-formed sequences, without decoding them. */
final class Utf8Check {

    private Utf8Check() {}

    /** The index of the first byte that begins no whole character of UTF-8, or {@code to}. */
    static int wellFormed(byte[] bytes, int from, int to) {
        int i = EightBytes.firstBeyondAscii(bytes, from, to);
        while (i < to) {
            int length = bytes[i] >= 0 ? 1 : sequence(bytes, i, to);
            if (length == 0) {
                return i;
            }
            i += length;
        }
        return to;
    }

    /** The length of the character of several bytes that begins here, or 0. */
    private static int sequence(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        if (lead < 0xC2 || lead > 0xF4) {
            return 0;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (at + length > to || !isSecond(lead, bytes[at + 1] & 0xFF)) {
            return 0;
        }
        for (int i = at + 2; i < at + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /** Overlong forms, surrogates and what is beyond the last character show in the second byte. */
    private static boolean isSecond(int lead, int second) {
        return switch (lead) {
            case 0xE0 -> second >= 0xA0 && second <= 0xBF;
            case 0xED -> second >= 0x80 && second <= 0x9F;
            case 0xF0 -> second >= 0x90 && second <= 0xBF;
            case 0xF4 -> second >= 0x80 && second <= 0x8F;
            default -> second >= 0x80 && second <= 0xBF;
        };
    }
}
