// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.url;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The percent escapes of a URL. */
final class Percent {

    private Percent() {}

    /**
     * Without escapes; a plus is left alone, as by libpq.
     *
     * @param part what the text is, for the error; its text is never shown
     */
    static String decode(String text, String part, String origin) {
        return text.indexOf('%') < 0 ? text : plusDecode(text.replace("+", "%2B"), part, origin);
    }

    /** Without escapes; a plus is a space, as for the driver. */
    static String plusDecode(String text, String part, String origin) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                throw new ConnectionProblem(
                        "In the URL from " + origin + ", the " + part
                                + " has a % that two hexadecimal digits do not follow.",
                        "Write %25 for a % that is part of it.");
            }
            if (text.startsWith("00", i + 1)) {
                throw new ConnectionProblem(
                        "In the URL from " + origin + ", the " + part + " has %00, which PostgreSQL does not allow.",
                        "Remove it, or write %2500 for the characters %00.");
            }
        }
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static boolean isHex(char c) {
        return Character.digit(c, 16) >= 0 && c < 128;
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
