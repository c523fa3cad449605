// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A line of SQL with its number and a caret beneath the place in question:
 *
 * <pre>
 *    12 | SELECT nmae FROM tb_user
 *       |        ^
 * </pre>
 *
 * Tabs become one space, so that the caret stays in place; of a very long line only the part around the caret is shown.
 * Secrets are masked, those included whose name stands in a line above.
 */
public final class Excerpt {

    private static final int BEFORE = 60;
    private static final int AFTER = 60;
    /** How much of what stands in front of the line is looked at for the name of a secret. */
    private static final int CONTEXT = 1 << 14;

    private Excerpt() {}

    /**
     * The two lines.
     *
     * @param lineText the line, without its end
     * @param line its number, from 1
     * @param column the place in code points, from 1; 0 for no caret
     */
    public static String of(String lineText, int line, int column) {
        return ofHarmless(Secrets.mask(lineText), line, column);
    }

    /** The same of a line without secrets. */
    public static String ofHarmless(String lineText, int line, int column) {
        return of(points(lineText), 0, line, column);
    }

    private static int[] points(String text) {
        int[] points = new int[text.length()];
        for (int i = 0; i < points.length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                return text.codePoints().toArray();
            }
            points[i] = c;
        }
        return points;
    }

    /**
     * The two lines, read from the script; what is not UTF-8 shows as a replacement character.
     *
     * @return an empty string if the script has no such line or cannot be read
     */
    public static String of(ScriptText text, SourceLocation location) {
        int line = location.line();
        int column = location.column();
        int from = Math.max(0, column - 2 * BEFORE);
        int[] window = new int[4 * BEFORE];
        int length = 0;
        Tail before = new Tail();
        try (Reader reader = new BufferedReader(new InputStreamReader(text.open(), StandardCharsets.UTF_8))) {
            int at = 1;
            int index = 0;
            int c = read(reader, true);
            while (at < line && c >= 0) {
                if (c == '\n') {
                    at++;
                }
                before.add(c);
                c = read(reader, false);
            }
            while (c >= 0 && c != '\n' && length < window.length) {
                if (index++ >= from) {
                    window[length++] = c;
                } else {
                    before.add(c);
                }
                c = read(reader, false);
            }
        } catch (IOException e) {
            return "";
        }
        if (length == 0 && column > 1) {
            return "";
        }
        int[] masked = Secrets.mask(before + new String(window, 0, length))
                .codePoints()
                .toArray();
        return of(Arrays.copyOfRange(masked, masked.length - length, masked.length), from, line, column);
    }

    /** The last code points of what has been read. */
    private static final class Tail {

        private int[] points = new int[256];
        private int size;

        void add(int point) {
            if (size == points.length) {
                if (size < 2 * CONTEXT) {
                    points = Arrays.copyOf(points, 2 * size);
                } else {
                    System.arraycopy(points, CONTEXT, points, 0, CONTEXT);
                    size = CONTEXT;
                }
            }
            points[size++] = point;
        }

        @Override
        public String toString() {
            return new String(points, 0, size);
        }
    }

    /** One code point; every line end as {@code \n}. */
    private static int read(Reader reader, boolean start) throws IOException {
        int c = reader.read();
        if (start && c == 0xFEFF) {
            c = reader.read();
        }
        if (c == '\r') {
            reader.mark(1);
            if (reader.read() != '\n') {
                reader.reset();
            }
            return '\n';
        }
        if (c >= 0 && Character.isHighSurrogate((char) c)) {
            int low = reader.read();
            return low < 0 ? c : Character.toCodePoint((char) c, (char) low);
        }
        return c;
    }

    /** {@code points} begins {@code skipped} code points after the start of the line. */
    private static String of(int[] points, int skipped, int line, int column) {
        int caret = column - 1 - skipped;
        int from = points.length <= BEFORE + AFTER && skipped == 0
                ? 0
                : Math.max(0, Math.min(caret, points.length) - BEFORE);
        int to = Math.min(points.length, Math.max(from, caret) + AFTER);
        if (skipped == 0 && points.length <= BEFORE + AFTER) {
            to = points.length;
        }
        String digits = String.valueOf(line);
        String number = " ".repeat(Math.max(0, 5 - digits.length())) + digits;
        StringBuilder text = new StringBuilder(number).append(" | ");
        int shift = 0;
        if (from > 0 || skipped > 0) {
            text.append('…');
            shift = 1;
        }
        for (int i = from; i < to; i++) {
            text.appendCodePoint(points[i] < ' ' ? ' ' : points[i]);
        }
        if (to < points.length) {
            text.append('…');
        }
        if (column > 0) {
            text.append('\n').append(" ".repeat(number.length())).append(" | ");
            text.append(" ".repeat(Math.max(0, caret - from) + shift)).append('^');
        }
        return text.toString();
    }
}
