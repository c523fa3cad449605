// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The numbers of migrations that are yet to be written. */
public final class MigrationNumbers {

    private static final int WIDTH = 3;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter STRICT =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);
    private static final int TIMESTAMP_DIGITS = 14;

    private MigrationNumbers() {}

    /**
     * The number after the highest one, at least as wide as that one is written: {@code 002} after {@code 001},
     * {@code 100} after {@code 099}, {@code 10} after {@code 9}; {@code 001} if there is none.
     *
     * @param migrations in any order; repeatable ones do not count
     */
    public static String next(List<LocalMigration> migrations) {
        LocalMigration highest = highest(migrations);
        if (highest == null) {
            return padded(BigInteger.ONE, WIDTH);
        }
        return padded(numberOf(highest).add(BigInteger.ONE), MigrationName.leadingDigits(highest.version()));
    }

    /**
     * The moment in UTC as a number, {@code 20240115103000}; where the highest number is not lower, the one a second
     * after that, so that a new migration is always the last one.
     *
     * @param migrations in any order; repeatable ones do not count
     * @param now the moment
     * @throws MigrateException if the highest number is higher, and is no time that another one could follow
     */
    public static String nextTimestamp(List<LocalMigration> migrations, Instant now) {
        String timestamp = TIMESTAMP.format(now);
        LocalMigration highest = highest(migrations);
        if (highest == null || numberOf(highest).compareTo(new BigInteger(timestamp)) < 0) {
            return timestamp;
        }
        String digits = numberOf(highest).toString();
        if (digits.length() != timestamp.length()) {
            return next(migrations);
        }
        return time(digits)
                .map(latest -> TIMESTAMP.format(latest.plusSeconds(1).toInstant(ZoneOffset.UTC)))
                .orElseThrow(() -> MigrateException.builder(
                                FailureCode.BAD_FILE_NAME,
                                "The newest migration, " + highest.fileName() + ", is numbered like a time, and "
                                        + digits + " is none (YYYYMMDDhhmmss), so nothing follows it.",
                                "Give it a number that is a time, unless it has been applied; otherwise number the "
                                        + "new file "
                                        + "by hand.")
                        .location(SourceLocation.file(LocatedText.locationOf(highest.text())))
                        .build());
    }

    /**
     * Whether the highest number is a date or a time, {@code 20240115} or {@code 20240115103000}, or has as many digits
     * as a time.
     */
    public static boolean areTimes(List<LocalMigration> migrations) {
        LocalMigration highest = highest(migrations);
        if (highest == null) {
            return false;
        }
        String digits = numberOf(highest).toString();
        return digits.length() == TIMESTAMP_DIGITS || time(digits).isPresent();
    }

    /** What 8, 10, 12 or 14 digits say as a time. */
    private static Optional<LocalDateTime> time(String digits) {
        if (digits.length() < 8 || digits.length() > TIMESTAMP_DIGITS || digits.length() % 2 != 0) {
            return Optional.empty();
        }
        try {
            LocalDateTime time = LocalDateTime.parse(digits + "0".repeat(TIMESTAMP_DIGITS - digits.length()), STRICT);
            return Optional.of(time).filter(one -> one.getYear() >= 1970 && one.getYear() < 2200);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static @Nullable LocalMigration highest(List<LocalMigration> migrations) {
        LocalMigration highest = null;
        for (LocalMigration migration : migrations) {
            if (!migration.repeatable()
                    && (highest == null || numberOf(migration).compareTo(numberOf(highest)) > 0)) {
                highest = migration;
            }
        }
        return highest;
    }

    private static BigInteger numberOf(LocalMigration migration) {
        BigInteger number = migration.number();
        return number == null ? BigInteger.ZERO : number;
    }

    private static String padded(BigInteger number, int width) {
        String digits = number.toString();
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }
}
