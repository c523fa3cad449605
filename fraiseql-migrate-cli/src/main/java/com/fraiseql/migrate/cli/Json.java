// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists and values as one line of JSON. A library would make up a third of the executable and a tenth of
 * its start-up time. The tests parse the output with one.
 */
final class Json {

    /** How much is collected before it is printed. */
    private static final int CHUNK = 1 << 13;

    /** The characters that stand for themselves, of those below U+0080. */
    private static final boolean[] PLAIN = new boolean[0x7f];

    static {
        for (char c = 0x20; c < 0x7f; c++) {
            PLAIN[c] = c != '"' && c != '\\';
        }
    }

    private final @Nullable PrintStream out;
    private StringBuilder text = new StringBuilder();

    private Json(@Nullable PrintStream out) {
        this.out = out;
    }

    static String write(@Nullable Object value) {
        Json json = new Json(null);
        json.append(value);
        return json.text.toString();
    }

    /** Prints the line as it is written, so that a long one is never in memory as a whole; streams are lists, too. */
    static void print(@Nullable Object value, PrintStream out) {
        Json json = new Json(out);
        json.append(value);
        out.println(json.text.toString());
    }

    private void append(@Nullable Object value) {
        if (value instanceof String string) {
            appendString(string);
        } else if (value instanceof Map<?, ?> map) {
            appendObject(map);
        } else if (value instanceof List<?> list) {
            appendItems(list.iterator());
        } else if (value instanceof Stream<?> stream) {
            appendItems(stream.iterator());
        } else if (value == null || value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else if (value instanceof Duration duration) {
            text.append(duration.toMillis());
        } else {
            appendString(String.valueOf(value));
        }
    }

    private void appendItems(Iterator<?> items) {
        text.append('[');
        while (items.hasNext()) {
            append(items.next());
            if (items.hasNext()) {
                text.append(',');
            }
            if (out != null && text.length() >= CHUNK) {
                out.print(text.toString());
                text = new StringBuilder(text.length());
            }
        }
        text.append(']');
    }

    private void appendObject(Map<?, ?> map) {
        char before = '{';
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            text.append(before);
            before = ',';
            appendString(String.valueOf(entry.getKey()));
            text.append(':');
            append(entry.getValue());
        }
        text.append(before == '{' ? "{}" : "}");
    }

    private void appendString(String value) {
        text.append('"');
        int written = 0;
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= PLAIN.length || !PLAIN[c]) {
                String escaped = escaped(value, i);
                if (escaped != null) {
                    text.append(value.substring(written, i)).append(escaped);
                    written = i + 1;
                }
            }
        }
        text.append(written == 0 ? value : value.substring(written)).append('"');
    }

    /** What to write for a character; {@code null} if it stands for itself. */
    private static @Nullable String escaped(String value, int i) {
        char c = value.charAt(i);
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                // an unpaired surrogate has no UTF-8 encoding
                boolean lone = Character.isSurrogate(c) && !paired(value, i);
                if (c < 0x20 || c == 0x7f || lone) {
                    yield "\\u" + hex(c);
                }
                yield null;
            }
        };
    }

    private static boolean paired(String value, int i) {
        char c = value.charAt(i);
        return Character.isHighSurrogate(c)
                ? i + 1 < value.length() && Character.isLowSurrogate(value.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
    }

    private static String hex(char c) {
        String digits = Integer.toHexString(c);
        return "0".repeat(4 - digits.length()) + digits;
    }
}
