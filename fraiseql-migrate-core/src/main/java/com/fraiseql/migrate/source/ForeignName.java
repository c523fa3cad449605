// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.source.MigrationName.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file name as other tools form it: {@code V1.2__x}, {@code U1__x}, {@code 2024-01-01-x}, {@code 001.do.x},
 * {@code 1_x_down}.
 *
 * @param parts the numbers of its version
 * @param width how many digits the first one is written with
 * @param name the words, without what only says which part of a migration it is
 * @param part which part of a migration the file holds
 * @param baseline whether it is one of Flyway's baselines, which stand for the migrations before them
 */
record ForeignName(List<BigInteger> parts, int width, String name, Part part, boolean baseline) {

    private static final Pattern FLYWAY = Pattern.compile("([VvUuBb])(\\d+(?:[._]\\d+)*)_+(.+)");
    private static final Pattern NUMBERED = Pattern.compile("(\\d+(?:[._-]\\d+)*)[._\\- ]+(.*\\p{L}.*)");
    private static final Pattern GLUED = Pattern.compile("(\\d+)(\\p{L}.*)");
    private static final Pattern CALLBACK = Pattern.compile("(before|after)[A-Z][A-Za-z]*(__.*)?");

    /** Of a stem, a file name without {@code .sql}; {@code null} if it has no number. */
    static @Nullable ForeignName tryParse(String stem) {
        Matcher flyway = FLYWAY.matcher(stem);
        if (flyway.matches()) {
            char kind = Character.toUpperCase(flyway.group(1).charAt(0));
            return new ForeignName(
                    numbers(flyway.group(2)),
                    width(flyway.group(2)),
                    flyway.group(3),
                    kind == 'U' ? Part.DOWN : Part.WHOLE,
                    kind == 'B');
        }
        Matcher numbered = NUMBERED.matcher(stem);
        if (!numbered.matches()) {
            numbered = GLUED.matcher(stem);
        }
        return numbered.matches() ? split(numbered.group(1), numbered.group(2)) : null;
    }

    static boolean isCallback(String stem) {
        return CALLBACK.matcher(stem).matches();
    }

    /** Whether the stem is one of Flyway's forms. */
    static boolean isFlyway(String stem) {
        return FLYWAY.matcher(stem).matches() && stem.contains("__");
    }

    private static ForeignName split(String version, String words) {
        List<BigInteger> parts = numbers(version);
        int width = width(version);
        String lower = words.toLowerCase(Locale.ROOT);
        for (String start : new String[] {"undo.", "do."}) {
            if (lower.startsWith(start)) {
                return new ForeignName(
                        parts,
                        width,
                        words.substring(start.length()),
                        start.equals("do.") ? Part.UP : Part.DOWN,
                        false);
            }
        }
        Part part = partOf(lower);
        return new ForeignName(
                parts, width, part == Part.WHOLE ? words : words.substring(0, lastSeparator(words)), part, false);
    }

    /** What the last word of a name says of the part that the file holds. */
    static Part partOf(String name) {
        int last = lastSeparator(name);
        if (last <= 0) {
            return Part.WHOLE;
        }
        return switch (name.substring(last + 1).toLowerCase(Locale.ROOT)) {
            case "up" -> Part.UP;
            case "down", "undo", "rollback", "revert" -> Part.DOWN;
            default -> Part.WHOLE;
        };
    }

    static int lastSeparator(String name) {
        return Math.max(name.lastIndexOf('.'), Math.max(name.lastIndexOf('-'), name.lastIndexOf('_')));
    }

    private static int width(String version) {
        return MigrationName.leadingDigits(version);
    }

    private static List<BigInteger> numbers(String text) {
        List<BigInteger> numbers = new ArrayList<>();
        for (String number : text.split("[._-]", -1)) {
            numbers.add(new BigInteger(number));
        }
        return numbers;
    }

    /** By the numbers, one after the other; one that is not there is 0. */
    static int compare(List<BigInteger> a, List<BigInteger> b) {
        for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
            int order = at(a, i).compareTo(at(b, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    static BigInteger at(List<BigInteger> parts, int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }
}
