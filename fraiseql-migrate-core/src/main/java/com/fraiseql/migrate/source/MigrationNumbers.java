// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of migrations that are yet to be written. */
public final class MigrationNumbers {

    private static final int WIDTH = 3;
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withZone(ZoneOffset.UTC);

    private MigrationNumbers() {}

    /**
     * The number after the highest one, at least as wide as that one is written: {@code 002} after {@code 001}, {@code 100}
     * after {@code 099}, {@code 10} after {@code 9}; {@code 001} if there is none.
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
     * The moment in UTC as a number, {@code 20240115103000}; where the highest number is not lower, the one after that, so
     * that a new migration is always the last one.
     *
     * @param migrations in any order; repeatable ones do not count
     * @param now the moment
     */
    public static String nextTimestamp(List<LocalMigration> migrations, Instant now) {
        String timestamp = TIMESTAMP.format(now);
        LocalMigration highest = highest(migrations);
        return highest == null || numberOf(highest).compareTo(new BigInteger(timestamp)) < 0
                ? timestamp
                : next(migrations);
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
