// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.projection.fill.TablePosition.Begun;
import com.fraiseql.migrate.projection.fill.TablePosition.InRanges;
import com.fraiseql.migrate.projection.fill.TablePosition.InWhole;
import com.fraiseql.migrate.projection.fill.TablePosition.Indexed;
import com.fraiseql.migrate.projection.fill.TablePosition.Observed;
import com.fraiseql.migrate.projection.fill.TablePosition.PhaseDone;
import com.fraiseql.migrate.projection.fill.TablePosition.Planned;
import com.fraiseql.migrate.projection.fill.TablePosition.Start;
import com.fraiseql.migrate.projection.index.DeferredIndexes;
import com.fraiseql.migrate.projection.index.DeferredKey;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.SyncState;
import java.util.List;

/** Decides what comes next for a table, by what is known of it. Pure; {@link TableSync} says what the steps are. */
final class TableSteps {

    /** After so many phases, a table that other sessions write to all the time is left to them. */
    static final int MOST_PHASES = 4;

    private TableSteps() {}

    /** The next step; {@link TableStep.Finish} and {@link TableStep.RefuseVanished} are the last ones. */
    static TableStep next(TableKnowledge known) {
        TablePosition position = known.position();
        if (position instanceof Start start) {
            return begin(known, start);
        }
        if (position instanceof Begun begun) {
            return begun.rows() == null
                    ? new TableStep.LookForRows()
                    : new TableStep.Plan(begun.rows() ? FillPhase.COMPARE : FillPhase.LOAD);
        }
        if (position instanceof Planned planned) {
            return beginPhase(known, planned);
        }
        if (position instanceof InRanges in) {
            boolean sorted =
                    in.cut().phase().load() && in.done().size() < in.cut().ranges();
            return new TableStep.DoRanges(in.cut(), in.done(), sorted);
        }
        if (position instanceof TablePosition.RangesConflict) {
            RangePlan whole = new RangePlan(new PhaseRanges(FillPhase.COMPARE, List.of(), null), 0);
            return new TableStep.BeginPhase(FillPhase.COMPARE, whole, false, false);
        }
        if (position instanceof InWhole in) {
            return new TableStep.WriteWhole(in.cut(), !known.course().vanishedLeft());
        }
        if (position instanceof TablePosition.VanishedReferred) {
            return known.request().mayLeaveVanished() && !known.course().vanishedLeft()
                    ? new TableStep.LeaveVanished()
                    : new TableStep.RefuseVanished();
        }
        if (position instanceof PhaseDone phase) {
            return known.course().phasesDone() >= MOST_PHASES
                    ? new TableStep.BuildIndexes(true)
                    : new TableStep.Settle(phase.cut().base() != null);
        }
        if (position instanceof Observed observed) {
            // what a trigger has made of rows that were loaded shows only when they are compared
            boolean doubtful = observed.cut().phase().load() && known.course().insertTrigger();
            return new TableStep.BuildIndexes(observed.settled() && !doubtful);
        }
        if (position instanceof Indexed indexed) {
            return afterIndexes(known, indexed);
        }
        return finish(known);
    }

    private static TableStep begin(TableKnowledge known, Start seen) {
        SyncState recorded = known.recorded();
        if (recorded == null || !known.request().continues(recorded)) {
            return new TableStep.Begin();
        }
        if (recorded.written() > 0 && !recorded.rangesDone().isEmpty()) { // its rows must still be there
            if (seen.rows() == null) {
                return new TableStep.LookForRows();
            }
            if (!seen.rows()) {
                return new TableStep.Begin();
            }
        }
        PhaseRanges cut = recorded.cut();
        if (cut == null || !cut.phase().staged()) {
            return new TableStep.Resume(cut);
        }
        if (seen.staging() == null) {
            return new TableStep.LookForStaging();
        }
        return new TableStep.Resume(seen.staging() ? cut : null);
    }

    private static TableStep beginPhase(TableKnowledge known, Planned planned) {
        boolean load = planned.phase().load();
        long rows = planned.plan().rows();
        return new TableStep.BeginPhase(
                planned.phase(),
                planned.plan(),
                load && known.recorded() == null && rows >= DeferredKey.ROWS,
                load && rows >= DeferredIndexes.ROWS);
    }

    private static TableStep afterIndexes(TableKnowledge known, Indexed indexed) {
        if (!indexed.last() || indexed.duplicates()) {
            return new TableStep.Plan(FillPhase.COMPARE);
        }
        return known.course().loaded() ? new TableStep.Analyze() : finish(known);
    }

    private static TableStep finish(TableKnowledge known) {
        return new TableStep.Finish(!known.course().vanishedLeft());
    }
}
