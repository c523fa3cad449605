// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.projection.fill.TablePosition.Analyzed;
import com.fraiseql.migrate.projection.fill.TablePosition.Begun;
import com.fraiseql.migrate.projection.fill.TablePosition.InRanges;
import com.fraiseql.migrate.projection.fill.TablePosition.InWhole;
import com.fraiseql.migrate.projection.fill.TablePosition.Indexed;
import com.fraiseql.migrate.projection.fill.TablePosition.Observed;
import com.fraiseql.migrate.projection.fill.TablePosition.PhaseDone;
import com.fraiseql.migrate.projection.fill.TablePosition.Planned;
import com.fraiseql.migrate.projection.fill.TablePosition.RangesConflict;
import com.fraiseql.migrate.projection.fill.TablePosition.Start;
import com.fraiseql.migrate.projection.fill.TablePosition.VanishedReferred;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.SyncState;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a table while it is filled. Each step adds what it has done or observed; {@link TableSteps} decides
 * by it what comes next. Immutable.
 *
 * @param request what is to be done
 * @param recorded the state row; {@code null} if there is none
 * @param position what was done last
 * @param course what has happened so far
 */
record TableKnowledge(FillRequest request, @Nullable SyncState recorded, TablePosition position, Course course) {

    /**
     * What has happened since the start.
     *
     * @param phasesDone how many phases have been done
     * @param loaded whether rows were loaded, by this run or by the one that it resumes
     * @param insertTrigger whether a trigger may suppress or change rows that are inserted
     * @param vanishedLeft whether rows that have vanished are kept
     */
    record Course(int phasesDone, boolean loaded, boolean insertTrigger, boolean vanishedLeft) {

        private Course beginning(PhaseRanges cut) {
            return new Course(phasesDone, loaded || cut.phase().load(), insertTrigger, vanishedLeft);
        }
    }

    static TableKnowledge of(FillRequest request, @Nullable SyncState recorded) {
        return new TableKnowledge(
                request,
                recorded,
                new Start(null, null),
                new Course(0, recorded != null && !recorded.indexes().isEmpty(), false, false));
    }

    private TableKnowledge at(TablePosition next) {
        return new TableKnowledge(request, recorded, next, course);
    }

    private TableKnowledge at(TablePosition next, Course now) {
        return new TableKnowledge(request, recorded, next, now);
    }

    /** The table has rows, or has none. */
    TableKnowledge rows(boolean found) {
        return at(position instanceof Start start ? new Start(found, start.staging()) : new Begun(found));
    }

    /** The staging table has rows, or has none, or is gone. */
    TableKnowledge staging(boolean found) {
        return at(position instanceof Start start ? new Start(start.rows(), found) : position);
    }

    /**
     * The sync is recorded, or resumed.
     *
     * @param cut the ranges of the phase that is resumed; {@code null} if a phase has to be planned
     */
    TableKnowledge begun(boolean insertTrigger, @Nullable PhaseRanges cut) {
        Course now = new Course(course.phasesDone(), course.loaded(), insertTrigger, course.vanishedLeft());
        return cut == null || recorded == null
                ? at(new Begun(null), now)
                : at(new InRanges(cut, recorded.rangesDone()), now.beginning(cut));
    }

    TableKnowledge planned(FillPhase phase, RangePlan plan) {
        return at(new Planned(phase, plan));
    }

    TableKnowledge phaseBegun(PhaseRanges cut) {
        return position instanceof RangesConflict
                ? at(new InWhole(cut))
                : at(new InRanges(cut, Set.of()), course.beginning(cut));
    }

    TableKnowledge rangesConflict() {
        return at(new RangesConflict());
    }

    TableKnowledge vanishedReferred() {
        return at(new VanishedReferred(position));
    }

    /**
     * Rows that have vanished are kept from now on.
     *
     * @param done the ranges that are done by now
     */
    TableKnowledge vanishedLeft(Set<Integer> done) {
        Course now = new Course(course.phasesDone(), course.loaded(), course.insertTrigger(), true);
        TablePosition back = position instanceof VanishedReferred referred ? referred.back() : position;
        return at(back instanceof InRanges ranges ? new InRanges(ranges.cut(), done) : back, now);
    }

    TableKnowledge phaseDone(PhaseRanges cut) {
        return at(
                new PhaseDone(cut),
                new Course(course.phasesDone() + 1, course.loaded(), course.insertTrigger(), course.vanishedLeft()));
    }

    /** Whether the phase cannot have missed anything. */
    TableKnowledge settled(boolean settled) {
        return position instanceof PhaseDone phase ? at(new Observed(phase.cut(), settled)) : this;
    }

    /**
     * Indexes are built.
     *
     * @param all whether all of them
     * @param duplicates whether ids occurred twice; their rows have been removed
     */
    TableKnowledge indexed(boolean all, boolean duplicates) {
        return at(new Indexed(all, duplicates));
    }

    TableKnowledge analyzed() {
        return at(new Analyzed());
    }
}
