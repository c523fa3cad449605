// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A failure, under the names that the command uses with {@code --format json}. It has no excerpt of the SQL.
 *
 * @param code the stable name of the failure
 * @param message what happened
 * @param action what to do
 * @param file the file, where the failure is in one
 * @param line the line in it, from 1
 * @param column the column in that line, from 1
 * @param at when
 */
public record FailureFacts(
        FailureCode code,
        String message,
        String action,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        Instant at) {

    /** The facts of a failure that happened at this time. */
    public static FailureFacts of(MigrateException failure, Instant at) {
        SourceLocation place = failure.location().orElse(null);
        return new FailureFacts(
                failure.code(),
                failure.what(),
                SpringWording.action(failure),
                place == null ? null : place.file(),
                place == null || place.line() == 0 ? null : Integer.valueOf(place.line()),
                place == null || place.column() == 0 ? null : Integer.valueOf(place.column()),
                at);
    }
}
