// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the history table (DESIGN §4), without the rollback's text.
 *
 * @param unitsDone how many units are done; 0 where the row was made by hand
 * @param unitMarks of an incomplete one: a {@link UnitMark} for each finished unit, and one more if a standalone statement has been
 *     started; of others none, since nobody needs them
 */
public record HistoryRow(
        String version,
        @Nullable Instant appliedAt,
        @Nullable String checksum,
        boolean incomplete,
        int unitsDone,
        @Nullable Integer unitsTotal,
        List<UnitMark> unitMarks,
        boolean rollbackStored,
        @Nullable String description,
        @Nullable Long executionMillis,
        @Nullable String appliedBy,
        long rank) {

    public HistoryRow {
        unitMarks = List.copyOf(unitMarks);
    }

    /** Whether a standalone statement was begun and its end is not recorded. */
    public boolean unitStarted() {
        return incomplete && unitMarks.size() > unitsDone;
    }
}
