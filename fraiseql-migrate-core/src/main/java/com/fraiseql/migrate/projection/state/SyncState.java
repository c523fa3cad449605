// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.catalog.Projection;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the state table: what has been done with one {@code tv_}.
 *
 * @param projection the table, with its schema
 * @param finished the last finished sync
 * @param unfinished the unfinished sync
 * @param reason why the last or the unfinished sync was begun
 * @param written how many rows the last or the unfinished sync has written
 * @param staleBy tables that this one's source reads and that have been written since
 * @param comparison what was found in a table with rows that no sync has written
 */
public record SyncState(
        String projection,
        Finished finished,
        Unfinished unfinished,
        String reason,
        long written,
        List<String> staleBy,
        Comparison comparison) {

    /**
     * The last finished sync of a table.
     *
     * @param definition what it was filled from; {@code null} if no sync has finished
     * @param tableOid the table's oid then
     * @param files the table's storage when it began ({@link Projection#files()}); empty if unknown
     * @param filled whether the table had rows at its end; {@code null} if unknown
     * @param rows how many rows the source had; {@code null} if unknown
     * @param at when it finished; {@code null} if no sync has finished
     */
    public record Finished(
            @Nullable String definition,
            long tableOid,
            List<String> files,
            @Nullable Boolean filled,
            @Nullable Long rows,
            @Nullable Instant at) {}

    /**
     * A sync of a table that has begun and not finished.
     *
     * @param definition what it fills the table from; {@code null} if there is no unfinished sync
     * @param tableOid the table's oid when it began
     * @param files the table's storage when it began ({@link Projection#files()}); empty if unknown
     * @param cut how its phase is cut; {@code null} if that has not been planned yet
     * @param rangesDone the ranges of the phase that are done
     * @param indexes statements for the indexes that have been deferred
     * @param checkpoint a hook's note
     */
    public record Unfinished(
            @Nullable String definition,
            long tableOid,
            List<String> files,
            @Nullable PhaseRanges cut,
            Set<Integer> rangesDone,
            List<String> indexes,
            @Nullable String checkpoint) {}

    /**
     * How rows that no sync has written were found to differ from their source ({@code RowComparison}).
     *
     * @param differences what was found; {@code null} if they were not compared
     * @param definition the definition that they were compared with
     */
    public record Comparison(
            @Nullable String differences, @Nullable String definition) {}

    public @Nullable String definition() {
        return finished.definition();
    }

    public long tableOid() {
        return finished.tableOid();
    }

    public List<String> files() {
        return finished.files();
    }

    public @Nullable Boolean filled() {
        return finished.filled();
    }

    public @Nullable Long rows() {
        return finished.rows();
    }

    public @Nullable Instant finishedAt() {
        return finished.at();
    }

    /** The definition of the unfinished sync; {@code null} if there is none. */
    public @Nullable String target() {
        return unfinished.definition();
    }

    public long targetOid() {
        return unfinished.tableOid();
    }

    public List<String> targetFiles() {
        return unfinished.files();
    }

    /** How the unfinished sync is cut; {@code null} if that has not been planned yet. */
    public @Nullable PhaseRanges cut() {
        return unfinished.cut();
    }

    public Set<Integer> rangesDone() {
        return unfinished.rangesDone();
    }

    public List<String> indexes() {
        return unfinished.indexes();
    }

    public @Nullable String checkpoint() {
        return unfinished.checkpoint();
    }

    /** What was found in a table with rows that no sync has written. */
    public @Nullable String held() {
        return comparison.differences();
    }

    /** The definition that those rows were compared with. */
    public @Nullable String heldFor() {
        return comparison.definition();
    }

    /** Whether no sync has ever begun to write the table. */
    public boolean untouched() {
        return definition() == null && target() == null;
    }

    /** Whether a storage that was there is gone: emptied by TRUNCATE, or rewritten. */
    public static boolean replaced(List<String> before, List<String> now) {
        return !now.containsAll(before);
    }
}
