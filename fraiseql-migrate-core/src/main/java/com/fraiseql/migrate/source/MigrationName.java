// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.math.BigInteger;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's file name says (FORMATS.md, "File names"). The forms are
 *
 * <ul>
 *   <li>{@code NNN_name.sql}: a versioned migration; {@code NNN} is any number of the digits 0 to 9
 *   <li>{@code NNN_name.up.sql}, {@code NNN_name.down.sql}: the same in two files
 *   <li>{@code R_name.sql}: a repeatable migration
 * </ul>
 *
 * <p>The number counts as a number: {@code 9_a} comes before {@code 10_b}, and {@code 1_a} and {@code 001_b} have the
 * same one. The name is at least one letter or digit among any printable characters but {@code /} and {@code \}; it has
 * no white space at its ends and does not itself end with {@code .sql}, {@code .up} or {@code .down}.
 *
 * @param version the file name without {@code .sql} (of a pair: without {@code .up.sql} or {@code .down.sql}), in
 *     Unicode normal form C, so that it is the same whichever file system the file comes from
 * @param number the number in front; {@code null} for a repeatable migration
 * @param description the words of the name: {@code add indexes} for {@code 003_add_indexes.sql}
 * @param part which part of a migration the file holds
 */
public record MigrationName(String version, @Nullable BigInteger number, String description, Part part) {

    /** Which part of a migration a file holds. */
    public enum Part {
        /** {@code NNN_name.sql} or {@code R_name.sql}. */
        WHOLE,
        /** {@code NNN_name.up.sql}. */
        UP,
        /** {@code NNN_name.down.sql}. */
        DOWN
    }

    private static final String ENDING = ".sql";
    private static final String UP_ENDING = ".up";
    private static final String DOWN_ENDING = ".down";
    private static final String REPEATABLE = "R_";

    /**
     * Whether a file takes part at all: what ends with {@code .sql}, in whatever case, and is not hidden by a dot in
     * front. Everything else in a migration folder (a README, {@code .gitkeep}) is none of our business.
     */
    public static boolean isMigrationFile(String fileName) {
        return !fileName.startsWith(".") && endsWithIgnoringCase(fileName, ENDING);
    }

    /** Reads a file name; {@code null} if it has none of the forms. */
    static @Nullable MigrationName tryParse(String fileName) {
        if (!fileName.endsWith(ENDING)) {
            return null;
        }
        String stem = fileName.substring(0, fileName.length() - ENDING.length());
        Part part = Part.WHOLE;
        if (stem.endsWith(UP_ENDING)) {
            part = Part.UP;
            stem = stem.substring(0, stem.length() - UP_ENDING.length());
        } else if (stem.endsWith(DOWN_ENDING)) {
            part = Part.DOWN;
            stem = stem.substring(0, stem.length() - DOWN_ENDING.length());
        }
        boolean repeatable = stem.startsWith(REPEATABLE);
        int nameStart = repeatable ? REPEATABLE.length() : nameStart(stem);
        if (nameStart < 0 || (repeatable && part != Part.WHOLE) || !isValidName(stem.substring(nameStart))) {
            return null;
        }
        BigInteger number = repeatable ? null : new BigInteger(stem.substring(0, nameStart - 1));
        return new MigrationName(normalized(stem), number, words(stem.substring(nameStart)), part);
    }

    /**
     * The number in front of a version, wherever the version comes from, for instance a row that has been inserted
     * by hand.
     *
     * @return empty for a repeatable migration, and for what is not formed like a version
     */
    public static Optional<BigInteger> numberOf(String version) {
        int nameStart = nameStart(version);
        return nameStart < 0 ? Optional.empty() : Optional.of(new BigInteger(version.substring(0, nameStart - 1)));
    }

    /** Whether these can be the words of a file name, the {@code name} of {@code NNN_name.sql}. */
    public static boolean isValidName(String name) {
        boolean hasWord = false;
        for (int i = 0; i < name.length(); ) {
            int c = name.codePointAt(i);
            if (!isPrintable(c)) {
                return false;
            }
            hasWord = hasWord || Character.isLetterOrDigit(c);
            i += Character.charCount(c);
        }
        return hasWord
                && name.equals(name.strip())
                && !endsWithIgnoringCase(name, ENDING)
                && !endsWithIgnoringCase(name, UP_ENDING)
                && !endsWithIgnoringCase(name, DOWN_ENDING);
    }

    static boolean endsWithIgnoringCase(String text, String ending) {
        return text.regionMatches(true, text.length() - ending.length(), ending, 0, ending.length());
    }

    /**
     * Normal form C. Nearly all names are ASCII, which is in that form, and the tables of Unicode take time to load.
     */
    private static String normalized(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (stem.charAt(i) >= 0x80) {
                return Normalizer.normalize(stem, Normalizer.Form.NFC);
            }
        }
        return stem;
    }

    /** Where the name starts after digits and an underscore; -1 if the text does not start like that. */
    private static int nameStart(String stem) {
        int digits = leadingDigits(stem);
        return digits > 0 && digits < stem.length() && stem.charAt(digits) == '_' ? digits + 1 : -1;
    }

    static int leadingDigits(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
            i++;
        }
        return i;
    }

    private static boolean isPrintable(int c) {
        if (c >= ' ' && c < 0x7F) {
            return c != '/' && c != '\\';
        }
        if (c == 0xFFFD) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    private static String words(String name) {
        StringBuilder words = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean gap = c == '_' || c == '-' || Character.isWhitespace(c);
            if (!gap) {
                words.append(c);
            } else if (words.length() > 0 && words.charAt(words.length() - 1) != ' ') {
                words.append(' ');
            }
        }
        return words.toString().strip();
    }

    /** {@code 003_x} for {@code 003_x.SQL}, in whatever case the ending is. */
    static String stemOf(String fileName) {
        return endsWithIgnoringCase(fileName, ENDING)
                ? fileName.substring(0, fileName.length() - ENDING.length())
                : fileName;
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
