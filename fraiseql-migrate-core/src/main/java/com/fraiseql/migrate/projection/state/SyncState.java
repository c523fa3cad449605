// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

import com.fraiseql.migrate.ranges.BaseKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the state table: what has been done with one {@code tv_}.
 *
 * @param projection the table, with its schema
 * @param tableOid the table's oid at the last finished sync
 * @param definition the definition of the last finished sync; {@code null} if there was none
 * @param target the definition of the unfinished sync; {@code null} if there is none
 * @param targetOid the table's oid at the unfinished sync
 * @param reason why the last or the unfinished sync was begun
 * @param phase what the unfinished sync does; {@code null} if that has not been planned yet
 * @param bounds where the phase is cut: keys, or pages ({@link PhaseRanges})
 * @param rangesDone the ranges of the phase that are done
 * @param indexes statements for the indexes that have been put off
 * @param checkpoint a hook's note
 * @param base the key by whose table the phase is cut ({@link PhaseRanges})
 * @param files the table's storage when the last finished sync began ({@code Projection#files}); empty if unknown
 * @param targetFiles the same of the unfinished sync
 * @param filled whether the table had rows at the end of the last finished sync; {@code null} if unknown
 * @param staleBy tables that this one's source reads and that have been written since
 * @param held what was found in a table with rows that no sync has written ({@code RowComparison})
 * @param heldFor the definition that it was compared with
 * @param written how many rows the last or the unfinished sync has written
 */
public record SyncState(
        String projection,
        long tableOid,
        @Nullable String definition,
        @Nullable String target,
        long targetOid,
        String reason,
        @Nullable FillPhase phase,
        List<String> bounds,
        Set<Integer> rangesDone,
        List<String> indexes,
        @Nullable String checkpoint,
        @Nullable Long rows,
        @Nullable Instant finishedAt,
        @Nullable BaseKey base,
        List<String> files,
        List<String> targetFiles,
        @Nullable Boolean filled,
        List<String> staleBy,
        @Nullable String held,
        @Nullable String heldFor,
        long written) {

    /** Whether no sync has ever begun to write the table. */
    public boolean untouched() {
        return definition == null && target == null;
    }

    /** Whether a storage that was there is gone: emptied by TRUNCATE, or rewritten. */
    public static boolean replaced(List<String> before, List<String> now) {
        return !now.containsAll(before);
    }

    /** How the unfinished sync is cut; nothing if that has not been planned yet. */
    @Nullable
    public PhaseRanges cut() {
        return phase == null ? null : new PhaseRanges(phase, bounds, base);
    }
}
