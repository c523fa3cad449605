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
 */
public record LogEntry(
        long id,
        Instant at,
        @Nullable String version,
        String action,
        @Nullable Integer unit,
        @Nullable Long executionMs,
        @Nullable String sqlstate,
        @Nullable String message,
        @Nullable String location,
        @Nullable String dbUser) {

    public LogEntry {
        // an older release, or a migration in Java, may have written it
        message = message == null ? null : Secrets.mask(message);
    }
}
