// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import com.fraiseql.migrate.failure.Secrets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of the append-only log.
 *
 * @param action {@code up}, {@code unit}, {@code start}, {@code fail}, {@code down}, {@code mark}, {@code unmark},
 *     {@code baseline}, {@code repair}, {@code again} (a repeatable migration that is about to run again),
 *     {@code down-unit} or {@code down-start} (of a rollback of several units)
 * @param unit the unit, counted from 1
 * @param executionMs how long it took, in milliseconds
 * @param said what the server said of a failure
 */
public record LogEntry(
        long id,
        @Nullable String version,
        Instant at,
        String action,
        @Nullable Integer unit,
        @Nullable Long executionMs,
        Said said,
        @Nullable String dbUser) {

    /**
     * What the server said of a failure.
     *
     * @param message its message, without secrets
     * @param location where in the file
     */
    public record Said(
            @Nullable String sqlstate,
            @Nullable String message,
            @Nullable String location) {

        public Said {
            // an older release, or a migration in Java, may have written it
            message = message == null ? null : Secrets.mask(message);
        }
    }

    public @Nullable String sqlstate() {
        return said.sqlstate();
    }

    public @Nullable String message() {
        return said.message();
    }

    public @Nullable String location() {
        return said.location();
    }
}
