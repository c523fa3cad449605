// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.failure;

import java.util.List;
import java.util.Map;

/**
 * Keeps passwords and keys that stand in SQL, URLs and connection strings out of everything that is shown.
 *
 * <p>What may be shown is a fragment: a statement cut after a hundred characters, a line of a function body, a
 * statement in the quotes of an error message. So nothing is parsed from its beginning. A name such as {@code PASSWORD}
 * is looked for, and what follows it is read by PostgreSQL's rules for literals, at whatever depth of doubled quotes it
 * stands. In doubt more is masked, not less.
 */
public final class Secrets {

    private Secrets() {}

    /**
     * The text with every character of a secret replaced by an asterisk, so that a caret below it stays in its place.
     * Line ends stay, and what is masked already stays as it is.
     */
    public static String mask(String text) {
        return mayHoldSecret(text) ? new SecretScanner(text).masked() : text;
    }

    /**
     * A look that costs next to nothing, as the first line of every unit comes here. Each name of a secret has one of
     * these parts.
     */
    public static boolean mayHoldSecret(String text) {
        for (int i = 0; i < text.length(); i++) {
            boolean found = switch (text.charAt(i) | 0x20) {
                case 'p' -> has(text, i, "pass") || has(text, i, "pw") || has(text, i, "psw");
                case 's' -> has(text, i, "secret");
                case 't' -> has(text, i, "token");
                case 'b' -> has(text, i, "bearer");
                case 'c' -> has(text, i, "crypt") || has(text, i, "credential");
                case 'h' -> has(text, i, "hmac");
                // but not PRIMARY KEY
                case 'k' -> i > 0 && !Character.isWhitespace(text.charAt(i - 1)) && has(text, i, "key");
                case ':' -> has(text, i, "://");
                case '-' -> has(text, i, "-----BEGIN ");
                default -> false;
            };
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String text, int at, String part) {
        // most words end here, and this is asked at every third letter
        char second = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        return ((second | 0x20) == part.charAt(1) || second >= 0x80)
                && text.regionMatches(true, at, part, 0, part.length());
    }

    /** The values of the placeholders that are named like a secret. */
    public static List<String> values(Map<String, String> placeholders) {
        return placeholders.entrySet().stream()
                .filter(entry -> isSecretName(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The text with asterisks for every one of the given values. */
    public static String hide(String text, Iterable<String> values) {
        String masked = text;
        for (String value : values) {
            if (!value.isBlank()) {
                masked = masked.replace(value, "*".repeat(value.codePointCount(0, value.length())));
            }
        }
        return masked;
    }

    /** Whether a setting, column, option or placeholder of this name holds a secret, as far as its name tells. */
    public static boolean isSecretName(String name) {
        return SecretNames.contain(name);
    }
}
