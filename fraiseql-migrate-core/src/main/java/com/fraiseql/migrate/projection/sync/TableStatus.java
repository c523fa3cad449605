// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one {@code tv_} table stands.
 *
 * @param table the table, with its schema
 * @param source what it is filled from: the view with its schema, {@code sync/tv_x.sql}, or the hook's class;
 *     {@code null} if there is nothing
 * @param state how it stands
 * @param reason why there is something to do, or what is missing; {@code null} if its definition has not changed
 * @param rangesDone finished ranges of an unfinished sync; {@code null} if there is none
 * @param rangesTotal all ranges of an unfinished sync; {@code null} if there is none
 * @param rows rows in the source at the last finished sync; {@code null} if unknown
 * @param finishedAt when the last sync finished; {@code null} if never
 * @param missingIndexes indexes that an unfinished load has put off; they are built when it is resumed
 * @param differences how its rows differ from its source; {@code null} if they were not compared
 * @param opaque functions below the view whose bodies do not tell which tables they read, so that the order may be
 *     wrong
 */
public record TableStatus(
        String table,
        @Nullable String source,
        State state,
        @Nullable String reason,
        @Nullable Integer rangesDone,
        @Nullable Integer rangesTotal,
        @Nullable Long rows,
        @Nullable Instant finishedAt,
        int missingIndexes,
        @Nullable Differences differences,
        List<String> opaque) {

    public TableStatus {
        opaque = List.copyOf(opaque);
    }

    public TableStatus withDifferences(@Nullable Differences found) {
        return new TableStatus(
                table, source, state, reason, rangesDone, rangesTotal, rows, finishedAt, missingIndexes, found, opaque);
    }

    /** How a table stands. */
    public enum State {
        /** The definition of its source has not changed since the last sync. Rows are not compared to find that out. */
        UNCHANGED,
        /** New, emptied, or its source's definition or a table that it reads has changed. */
        NEEDED,
        /**
         * It has rows that no sync has written: they are changed only if that is asked for
         * ({@link SyncOptions#adopt()}).
         */
        NOT_ADOPTED,
        /** There is nothing to fill it from. */
        NO_SOURCE,
        /** A sync has begun and not finished; it runs, or will be resumed. */
        UNFINISHED
    }
}
