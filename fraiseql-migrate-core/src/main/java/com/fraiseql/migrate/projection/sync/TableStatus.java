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
 * @param opaque functions below the view whose bodies do not tell which tables they read, so that the order may be
 *     wrong
 * @param standing how it stands, and why
 * @param lastSync the last finished sync
 * @param progress how far an unfinished sync is
 */
public record TableStatus(
        String table,
        @Nullable String source,
        List<String> opaque,
        Standing standing,
        LastSync lastSync,
        Progress progress) {

    public TableStatus {
        opaque = List.copyOf(opaque);
    }

    /**
     * What is to be done with a table, as far as that is known.
     *
     * @param state how it stands
     * @param reason why there is something to do, or what is missing; {@code null} if its definition has not changed
     * @param differences how its rows differ from its source; {@code null} if they were not compared
     */
    public record Standing(
            State state, @Nullable String reason, @Nullable Differences differences) {}

    /**
     * The last finished sync of a table.
     *
     * @param rows rows in the source then; {@code null} if unknown
     * @param finishedAt when it finished; {@code null} if never
     */
    public record LastSync(@Nullable Long rows, @Nullable Instant finishedAt) {}

    /**
     * How far an unfinished sync is.
     *
     * @param rangesDone its finished ranges; {@code null} if there is none
     * @param rangesTotal all its ranges; {@code null} if there is none
     * @param missingIndexes indexes that it has deferred; they are built when it is resumed
     */
    public record Progress(
            @Nullable Integer rangesDone, @Nullable Integer rangesTotal, int missingIndexes) {}

    public State state() {
        return standing.state();
    }

    public @Nullable String reason() {
        return standing.reason();
    }

    public @Nullable Differences differences() {
        return standing.differences();
    }

    public @Nullable Long rows() {
        return lastSync.rows();
    }

    public @Nullable Instant finishedAt() {
        return lastSync.finishedAt();
    }

    public @Nullable Integer rangesDone() {
        return progress.rangesDone();
    }

    public @Nullable Integer rangesTotal() {
        return progress.rangesTotal();
    }

    public int missingIndexes() {
        return progress.missingIndexes();
    }

    public TableStatus withDifferences(@Nullable Differences found) {
        return new TableStatus(table, source, opaque, new Standing(state(), reason(), found), lastSync, progress);
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
