// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import org.jspecify.annotations.Nullable;

/** Reads the value of a timeout parameter, which is in milliseconds where it has no unit (manual, 20.1.1). */
final class TimeoutValue {

    private TimeoutValue() {}

    /** The milliseconds; {@code null} if there is no value or it cannot be read. */
    static @Nullable Long millis(@Nullable String value) {
        if (value == null) {
            return null;
        }
        String text = value.strip();
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        if (digits == 0 || digits > 12) {
            return null;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits).strip()) {
            case "", "ms" -> number;
            case "us" -> number / 1000;
            case "s" -> number * 1000;
            case "min" -> number * 60_000;
            case "h" -> number * 3_600_000;
            case "d" -> number * 86_400_000;
            default -> null;
        };
    }

    /** Whether it says that there is no limit. */
    static boolean isOff(@Nullable String value) {
        Long millis = millis(value);
        return millis != null && millis == 0;
    }
}
