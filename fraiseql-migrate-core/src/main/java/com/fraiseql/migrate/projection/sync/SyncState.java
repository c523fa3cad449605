// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

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
 * @param bounds where the phase is cut: keys, or pages ({@link Cut})
 * @param rangesDone the ranges of the phase that are done
 * @param indexes statements for the indexes that have been put off
 * @param checkpoint a hook's note
 * @param base the key by whose table the phase is cut ({@link Cut})
 */
record SyncState(
        String projection,
        long tableOid,
        @Nullable String definition,
        @Nullable String target,
        long targetOid,
        String reason,
        @Nullable Phase phase,
        List<String> bounds,
        Set<Integer> rangesDone,
        List<String> indexes,
        @Nullable String checkpoint,
        @Nullable Long rows,
        @Nullable Instant finishedAt,
        @Nullable BaseKey base) {

    /** How the ranges of an unfinished sync are done. */
    enum Phase {
        LOAD,
        LOAD_STAGED,
        COMPARE,
        COMPARE_STAGED;

        boolean staged() {
            return this == LOAD_STAGED || this == COMPARE_STAGED;
        }

        boolean load() {
            return this == LOAD || this == LOAD_STAGED;
        }
    }

    /** How the unfinished sync is cut; nothing if that has not been planned yet. */
    @Nullable
    Cut cut() {
        return phase == null ? null : new Cut(phase, bounds, base);
    }
}
