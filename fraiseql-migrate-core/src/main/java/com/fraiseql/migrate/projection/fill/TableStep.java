// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step towards a filled table: chosen by {@link TableSteps}, carried out by {@link TableSync}. */
sealed interface TableStep {

    /** See whether the table has rows. */
    record LookForRows() implements TableStep {}

    /** See whether the staging table of an unfinished phase still has its rows: a crash of the server empties it. */
    record LookForStaging() implements TableStep {}

    /** Record the definition that is worked on from now on, and forget any other unfinished sync. */
    record Begin() implements TableStep {}

    /**
     * Resume the recorded sync.
     *
     * @param cut the ranges of its phase; {@code null} if the phase has to be planned
     */
    record Resume(@Nullable PhaseRanges cut) implements TableStep {}

    /** Decide how a phase is cut into ranges. */
    record Plan(FillPhase phase) implements TableStep {}

    /**
     * Record that a phase begins.
     *
     * @param deferKey whether the primary key is dropped until the end, if it can be
     * @param deferIndexes whether the plain indexes are
     */
    record BeginPhase(FillPhase phase, RangePlan plan, boolean deferKey, boolean deferIndexes) implements TableStep {}

    /**
     * Do the ranges that are not done.
     *
     * @param sorted whether the rows may be sorted by what the indexes are sorted by
     */
    record DoRanges(PhaseRanges cut, Set<Integer> done, boolean sorted) implements TableStep {}

    /**
     * Compare and write the whole table in one transaction.
     *
     * @param deletes whether rows that have vanished are deleted
     */
    record WriteWhole(PhaseRanges cut, boolean deletes) implements TableStep {}

    /** From now on, keep rows that have vanished, since rows of other tables refer to them. */
    record LeaveVanished() implements TableStep {}

    /** Fail, since rows of other tables refer to rows that have vanished. */
    record RefuseVanished() implements TableStep {}

    /**
     * Find out whether the phase can have missed what another session wrote meanwhile.
     *
     * @param byPages whether it read the pages of a base table, between which a writer may have moved a row
     */
    record Settle(boolean byPages) implements TableStep {}

    /**
     * Build indexes that were deferred.
     *
     * @param all whether all of them; otherwise only the primary key
     */
    record BuildIndexes(boolean all) implements TableStep {}

    /** Gather statistics. */
    record Analyze() implements TableStep {}

    /**
     * End.
     *
     * @param complete whether the definition is done; otherwise rows that have vanished are left for another pass
     */
    record Finish(boolean complete) implements TableStep {}
}
