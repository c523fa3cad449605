// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Turns the words given to {@code create} into the name in a file name: {@code Add Comments!} to
 * {@code add_comments}.
 */
final class MigrationSlug {

    /** File systems allow 255 bytes; number and extension need some of them. */
    private static final int LONGEST = 200;

    private MigrationSlug() {}

    /**
     * The name in snake_case.
     *
     * @param words what was given, as one argument or several
     * @param number the number that the file will have; dropped if the name begins with it
     */
    static String of(List<String> words, String number) {
        String text = String.join(" ", words).strip();
        if (text.toLowerCase(Locale.ROOT).endsWith(".sql")) {
            text = text.substring(0, text.length() - ".sql".length());
        }
        // letters lose their accents; addUserBio and HTTPLog get their underscores
        String plain = latin(Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}+", ""));
        String slug = plain.replaceAll("([\\p{Ll}\\d])(\\p{Lu})", "$1_$2")
                .replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1_$2")
                .replaceAll("['’]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        if (slug.startsWith(number + "_")) {
            slug = slug.substring(number.length() + 1);
        }
        if (slug.isEmpty()) {
            throw new MigrateException(
                    FailureCode.BAD_FILE_NAME,
                    "\"" + String.join(" ", words) + "\" leaves nothing to name a migration with.",
                    "Give a name of Latin letters and digits, for instance add_comments_table.");
        }
        if (slug.length() > LONGEST) {
            throw new MigrateException(
                    FailureCode.BAD_FILE_NAME,
                    "The name has " + slug.length() + " characters; a file name may have " + LONGEST + ".",
                    "Give a shorter name and put the explanation into the file.");
        }
        return slug;
    }

    /** Latin letters that have no accent to remove. */
    private static String latin(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> plain.append(
                        switch (c) {
                            case 'ß' -> "ss";
                            case 'ẞ' -> "Ss";
                            case 'æ' -> "ae";
                            case 'Æ' -> "Ae";
                            case 'œ' -> "oe";
                            case 'Œ' -> "Oe";
                            case 'ø' -> "o";
                            case 'Ø' -> "O";
                            case 'ł' -> "l";
                            case 'Ł' -> "L";
                            case 'đ', 'ð' -> "d";
                            case 'Đ', 'Ð' -> "D";
                            case 'þ' -> "th";
                            case 'Þ' -> "Th";
                            case 'ı' -> "i";
                            default -> Character.toString(c);
                        }));
        return plain.toString();
    }
}
