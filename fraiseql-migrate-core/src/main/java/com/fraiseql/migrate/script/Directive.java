// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A comment that tells the engine something: {@code -- fraiseql:NAME [arguments]}, alone on its line.
 *
 * <p>{@code no-transaction}, {@code lock-timeout} and {@code allow} above the first statement are for the whole file;
 * above a later one, and {@code batch} anywhere, are for the statement below. Blank lines and other comments may stand
 * in between.
 *
 * @param name one of the constants of this class
 * @param arguments what follows the name, trimmed
 * @param line the line in the file, from 1
 * @param column the column of the comment, in code points from 1
 */
public record Directive(String name, String arguments, int line, int column) {

    public static final String NO_TRANSACTION = "no-transaction";
    public static final String ALLOW = "allow";
    public static final String LOCK_TIMEOUT = "lock-timeout";
    public static final String BATCH = "batch";

    private static final String PREFIX = "fraiseql:";

    /**
     * What {@code allow} allows.
     *
     * @param rule the lint rule, by its number or name
     * @param reason why
     */
    public record Allowance(String rule, String reason) {}

    /**
     * How {@code batch} runs a statement.
     *
     * @param size how many rows a range is to hold
     * @param pause how long to wait between two ranges
     */
    public record Batch(int size, Duration pause) {
        static final Batch DEFAULT = new Batch(1000, Duration.ZERO);
    }

    /** Whether this comment, without its {@code --}, means to be a directive. */
    static boolean isDirective(String comment) {
        return comment.strip().regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Splits a comment that {@link #isDirective}; the result may have an unknown name. */
    static Directive of(String comment, int line, int column) {
        String text = comment.strip().substring(PREFIX.length()).strip();
        int space = 0;
        while (space < text.length() && !Character.isWhitespace(text.charAt(space))) {
            space++;
        }
        return new Directive(
                text.substring(0, space).toLowerCase(Locale.ROOT),
                text.substring(space).strip(),
                line,
                column);
    }

    /** Whether it may be for the whole file. */
    boolean forFile() {
        return name.equals(NO_TRANSACTION) || name.equals(LOCK_TIMEOUT);
    }

    /** What is wrong with it, or {@code null}. */
    public @Nullable String fault() {
        return switch (name) {
            case NO_TRANSACTION -> arguments.isEmpty() ? null : "no-transaction takes no arguments";
            case LOCK_TIMEOUT ->
                duration(arguments) == null ? "lock-timeout needs a duration such as 10s, 500ms, 2min or 0" : null;
            case ALLOW -> allowanceOrNull() == null ? "allow needs a rule and a reason in double quotes" : null;
            case BATCH -> batchOrNull() == null ? "batch takes size=ROWS and pause=DURATION" : null;
            default -> "there is no directive of that name";
        };
    }

    /** For {@code lock-timeout}: how long; zero means no limit. */
    public Duration lockTimeout() {
        return require(duration(arguments));
    }

    /** For {@code allow}. */
    public Allowance allowance() {
        return require(allowanceOrNull());
    }

    /** For {@code batch}. */
    public Batch batch() {
        return require(batchOrNull());
    }

    private <T> T require(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("not that directive: " + this);
        }
        return value;
    }

    private @Nullable Allowance allowanceOrNull() {
        int space = arguments.indexOf(' ');
        if (space < 0) {
            return null;
        }
        String reason = arguments.substring(space).strip();
        if (reason.length() < 3 || !reason.startsWith("\"") || !reason.endsWith("\"")) {
            return null;
        }
        String inner = reason.substring(1, reason.length() - 1);
        return inner.isBlank() ? null : new Allowance(arguments.substring(0, space), inner);
    }

    private @Nullable Batch batchOrNull() {
        Map<String, String> options = new TreeMap<>();
        for (String option : arguments.isEmpty() ? new String[0] : arguments.split("\\s+", -1)) {
            int equals = option.indexOf('=');
            if (equals < 0 || options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                return null;
            }
        }
        String size = options.remove("size");
        String pause = options.remove("pause");
        if (!options.isEmpty() || (size != null && !size.matches("[1-9]\\d{0,8}"))) {
            return null;
        }
        Duration wait = pause == null ? Batch.DEFAULT.pause() : duration(pause);
        return wait == null ? null : new Batch(size == null ? Batch.DEFAULT.size() : Integer.parseInt(size), wait);
    }

    /** A number and {@code ms}, {@code s}, {@code min} or {@code h}; 0 needs no unit. */
    static @Nullable Duration duration(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        if (digits == 0 || digits > 9) {
            return null;
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits).strip()) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "min", "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "" -> number == 0 ? Duration.ZERO : null;
            default -> null;
        };
    }
}
