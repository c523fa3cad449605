// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.text.NumberFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A text from the server may have megabytes, as {@code RAISE} takes any; what is shown of it has an end. */
public final class Shortened {

    private Shortened() {}

    /** The first line of a message. */
    public static String toFirstLine(@Nullable String message) {
        String text = String.valueOf(message);
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }

    /** The text, or its beginning and how long it is. */
    public static String to(int characters, String text) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end)
                + " … ("
                + NumberFormat.getIntegerInstance(Locale.ROOT).format(text.length())
                + " characters, the rest is not shown)";
    }
}
