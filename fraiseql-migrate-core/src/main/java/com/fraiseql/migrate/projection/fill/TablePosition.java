// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How far the filling of a table has come: what was done last, and what was observed then. */
sealed interface TablePosition {

    /**
     * Nothing has been done.
     *
     * @param rows whether the table has rows; {@code null} while that is unknown
     * @param staging whether the recorded staging table has rows; {@code null} while that is unknown
     */
    record Start(@Nullable Boolean rows, @Nullable Boolean staging) implements TablePosition {}

    /**
     * The sync is recorded, and nothing is planned.
     *
     * @param rows whether the table has rows; {@code null} while that is unknown
     */
    record Begun(@Nullable Boolean rows) implements TablePosition {}

    /** A phase is planned. */
    record Planned(FillPhase phase, RangePlan plan) implements TablePosition {}

    /** A phase has begun. */
    record InRanges(PhaseRanges cut, Set<Integer> done) implements TablePosition {}

    /** Ranges cannot be written one after the other, since their rows take over unique values from each other. */
    record RangesConflict() implements TablePosition {}

    /** The phase that writes the whole table in one transaction has begun. */
    record InWhole(PhaseRanges cut) implements TablePosition {}

    /**
     * Rows of other tables refer to rows that have vanished.
     *
     * @param back where that was found: {@link InRanges} or {@link InWhole}
     */
    record VanishedReferred(TablePosition back) implements TablePosition {}

    /** All ranges of a phase are done. */
    record PhaseDone(PhaseRanges cut) implements TablePosition {}

    /**
     * A phase is done, and it is known whether another session has written meanwhile.
     *
     * @param settled whether the phase cannot have missed anything
     */
    record Observed(PhaseRanges cut, boolean settled) implements TablePosition {}

    /**
     * Indexes are built.
     *
     * @param last whether no further phase was needed
     * @param duplicates whether ids occurred twice; their rows have been removed
     */
    record Indexed(boolean last, boolean duplicates) implements TablePosition {}

    /** Statistics are gathered. */
    record Analyzed() implements TablePosition {}
}
