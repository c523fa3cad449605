// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How one {@code tv_} table stands.
 *
 * @param table the table, with its schema
 * @param source what it is filled from: the view with its schema, {@code sync/tv_x.sql}, or the hook's class
 * @param state how it stands
 * @param reason why it is not up to date; {@code null} if it is
 * @param rangesDone finished ranges of an unfinished sync; {@code null} if there is none
 * @param rangesTotal all ranges of an unfinished sync; {@code null} if there is none
 * @param rows rows in the source at the last finished sync; {@code null} if unknown
 * @param finishedAt when the last sync finished; {@code null} if never
 * @param missingIndexes indexes that an unfinished load has put off; they are built when it is resumed
 */
public record TableStatus(
        String table,
        String source,
        State state,
        @Nullable String reason,
        @Nullable Integer rangesDone,
        @Nullable Integer rangesTotal,
        @Nullable Long rows,
        @Nullable Instant finishedAt,
        int missingIndexes) {

    /** How a table stands. */
    public enum State {
        /** Equal to its source as of the last sync, and the source's definition has not changed. */
        UP_TO_DATE,
        /** New, or its source's definition has changed. */
        NEEDED,
        /** A sync has begun and not finished; it runs, or will be resumed. */
        UNFINISHED
    }
}
