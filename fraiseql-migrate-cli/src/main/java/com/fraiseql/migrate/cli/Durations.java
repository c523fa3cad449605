// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations in the usual notation: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}, and ISO's {@code PT10S}. */
final class Durations implements ITypeConverter<Duration> {

    /**
     * An option's value needs its unit, since {@code --lock-timeout 5} could mean seconds or milliseconds.
     */
    @Override
    public Duration convert(String value) {
        String number = value.strip();
        if (!number.isEmpty() && number.chars().allMatch(Character::isDigit) && !number.matches("0+")) {
            throw new TypeConversionException("'" + value + "' has no unit; write " + number + "s for seconds or "
                    + number + "ms for milliseconds");
        }
        return parse(value);
    }

    /** A property's value; without a unit it is milliseconds, as Spring Boot reads it. */
    static Duration parse(String value) {
        String text = value.strip().toLowerCase(Locale.ROOT);
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        try {
            if (digits > 0) {
                long amount = Long.parseLong(text.substring(0, digits));
                switch (text.substring(digits).strip()) {
                    case "", "ms" -> {
                        return Duration.ofMillis(amount);
                    }
                    case "s" -> {
                        return Duration.ofSeconds(amount);
                    }
                    case "m", "min" -> {
                        return Duration.ofMinutes(amount);
                    }
                    case "h" -> {
                        return Duration.ofHours(amount);
                    }
                    default -> {}
                }
            }
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException e) {
            throw new TypeConversionException("'" + value + "' is not a duration such as 500ms, 10s, 5m or 1h");
        }
    }

    /** For a person: {@code 0.12 s}, {@code 42 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
    static String show(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.2f s", millis / 1000.0);
        }
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
