// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import org.jspecify.annotations.Nullable;

/** What is wrong with a file name, and which name to give the file instead. */
final class NameAdvice {

    private static final String FORMS = "NNN_name.sql (for instance 003_add_indexes.sql) or R_name.sql";
    private static final int WIDTH = 3;

    private NameAdvice() {}

    /** Half a sentence, to follow "The file name x is not a migration's: ". */
    static String wrong(String fileName) {
        String stem = MigrationName.stemOf(fileName);
        int digits = MigrationName.leadingDigits(stem);
        if (!fileName.endsWith(".sql")) {
            return "the ending is .sql, in lower case";
        }
        if (digits > 0 && digits == stem.length()) {
            return "it has a number and no name";
        }
        if (stem.startsWith("R_") && (hasEnding(stem, ".up") || hasEnding(stem, ".down"))) {
            return "a repeatable migration is one file, without .up and .down";
        }
        if (isFlyway(stem)) {
            return "it is one of Flyway's";
        }
        if (digits > 0 && stem.charAt(digits) != '_') {
            return "after the number there is an underscore";
        }
        return "the form is " + FORMS;
    }

    /** What to do, in one sentence. */
    static String action(String fileName) {
        String better = betterName(fileName);
        return better == null
                ? "Rename it to the form " + FORMS + ", or move it out of the migration folder."
                : "Rename it to " + better + " (the form is " + FORMS + "), or move it out of the migration folder.";
    }

    /** A name that fits and that the author probably meant; {@code null} if there is none. */
    static @Nullable String betterName(String fileName) {
        String candidate = guess(MigrationName.stemOf(fileName)) + ".sql";
        return MigrationName.tryParse(candidate) == null ? null : candidate;
    }

    private static String guess(String stem) {
        int digits = MigrationName.leadingDigits(stem);
        if (digits > 0 && digits == stem.length()) {
            return stem + "_name";
        }
        if (digits > 0 && stem.charAt(digits) != '_') {
            return stem.substring(0, digits) + "_" + stem.substring(digits).replaceFirst("^[-. ]+", "");
        }
        if (isFlyway(stem)) {
            return fromFlyway(stem);
        }
        if (stem.startsWith("r_")) {
            return "R_" + stem.substring(2);
        }
        String lower = MigrationName.lower(stem);
        for (String part : new String[] {".up", ".down"}) {
            if (lower.endsWith(part)) {
                String whole = stem.substring(0, stem.length() - part.length());
                return whole.startsWith("R_") ? whole : whole + part;
            }
        }
        return digits > 0 || stem.startsWith("R_") ? stem : "001_" + stem;
    }

    /** {@code V1__x}, {@code V1.2__x}, {@code V1_2__x}; {@code U1__x} and {@code B1__x}. */
    private static boolean isFlyway(String stem) {
        return stem.length() > 1
                && "VvUuBb".indexOf(stem.charAt(0)) >= 0
                && MigrationName.leadingDigits(stem.substring(1)) > 0
                && stem.contains("__");
    }

    /** Each part of a dotted version gets three digits, so that the numbers are in the order of the versions. */
    private static String fromFlyway(String stem) {
        int separator = stem.indexOf("__");
        StringBuilder number = new StringBuilder();
        for (String part : stem.substring(1, separator).split("[._]", -1)) {
            number.append("0".repeat(Math.max(0, WIDTH - part.length()))).append(part);
        }
        String name = stem.substring(separator + 2);
        boolean undo = stem.charAt(0) == 'U' || stem.charAt(0) == 'u';
        return number + "_" + name + (undo ? ".down" : "");
    }

    private static boolean hasEnding(String stem, String ending) {
        return MigrationName.endsWithIgnoringCase(stem, ending);
    }
}
