// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes maps, lists and values as JSON that a person reads and a version control compares line by line. */
final class JsonText {

    private static final int LONGEST_LINE = 110;

    private JsonText() {}

    static String of(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        append(text, value, "");
        return text.append('\n').toString();
    }

    private static void append(StringBuilder text, @Nullable Object value, String indent) {
        int start = text.length();
        if (line(text, value, start + LONGEST_LINE - indent.length()) || isSimple(value)) {
            return;
        }
        text.setLength(start);
        boolean object = value instanceof Map;
        String inner = indent + "  ";
        String before = object ? "{\n" : "[\n";
        for (Object item : items(value)) {
            text.append(before).append(inner);
            if (item instanceof Map.Entry<?, ?> entry) {
                text.append(string(String.valueOf(entry.getKey()))).append(": ");
                append(text, entry.getValue(), inner);
            } else {
                append(text, item, inner);
            }
            before = ",\n";
        }
        text.append('\n').append(indent).append(object ? '}' : ']');
    }

    private static boolean isSimple(@Nullable Object value) {
        return !(value instanceof Map || value instanceof Collection);
    }

    private static Collection<?> items(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map.entrySet() : value instanceof Collection<?> list ? list : List.of();
    }

    /** Writes the whole in one line; gives up where that would be too long. */
    private static boolean line(StringBuilder text, @Nullable Object value, int longest) {
        if (isSimple(value)) {
            text.append(value instanceof String known ? string(known) : String.valueOf(value));
            return text.length() <= longest;
        }
        boolean object = value instanceof Map;
        text.append(object ? '{' : '[');
        String before = "";
        for (Object item : items(value)) {
            text.append(before);
            Object inner = item;
            if (item instanceof Map.Entry<?, ?> entry) {
                text.append(string(String.valueOf(entry.getKey()))).append(": ");
                inner = entry.getValue();
            }
            if (!line(text, inner, longest)) {
                return false;
            }
            before = ", ";
        }
        text.append(object ? '}' : ']');
        return text.length() <= longest;
    }

    private static String string(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20 || c == 0x7f) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }
}
