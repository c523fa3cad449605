// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import static com.fraiseql.migrate.projection.fill.KnownTables.COMPARE;
import static com.fraiseql.migrate.projection.fill.KnownTables.FILES;
import static com.fraiseql.migrate.projection.fill.KnownTables.LOAD;
import static com.fraiseql.migrate.projection.fill.KnownTables.assertNext;
import static com.fraiseql.migrate.projection.fill.KnownTables.begun;
import static com.fraiseql.migrate.projection.fill.KnownTables.phase;
import static com.fraiseql.migrate.projection.fill.KnownTables.recorded;
import static com.fraiseql.migrate.projection.fill.KnownTables.start;

import com.fraiseql.migrate.projection.fill.TableStep.Analyze;
import com.fraiseql.migrate.projection.fill.TableStep.Begin;
import com.fraiseql.migrate.projection.fill.TableStep.BeginPhase;
import com.fraiseql.migrate.projection.fill.TableStep.DoRanges;
import com.fraiseql.migrate.projection.fill.TableStep.LookForRows;
import com.fraiseql.migrate.projection.fill.TableStep.LookForStaging;
import com.fraiseql.migrate.projection.fill.TableStep.Plan;
import com.fraiseql.migrate.projection.fill.TableStep.Resume;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.state.SyncState.Unfinished;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How a table is begun, resumed and planned. */
class TableStepsTests {

    @Nested
    class ToBegin {

        @Test
        void aTableWithoutAStateRowIsBegun() {
            assertNext(start(null), new Begin());
        }

        @Test
        void aFinishedSyncIsBegunFromTheStart() {
            assertNext(
                    start(recorded(new Unfinished(null, 0, List.of(), null, Set.of(), List.of(), null), 1)),
                    new Begin());
        }

        @Test
        void aSourceThatHasChangedIsBegunFromTheStart() {
            assertNext(
                    start(recorded(new Unfinished("v0", 1, FILES, LOAD, Set.of(0), List.of(), null), 1)), new Begin());
        }

        @Test
        void aTableThatWasDroppedAndCreatedAgainIsBegunFromTheStart() {
            assertNext(
                    start(recorded(new Unfinished("v1", 2, FILES, LOAD, Set.of(0), List.of(), null), 1)), new Begin());
        }

        @Test
        void aTableThatWasTruncatedOrRewrittenIsBegunFromTheStart() {
            assertNext(
                    start(recorded(new Unfinished("v1", 1, List.of("16399"), LOAD, Set.of(0), List.of(), null), 1)),
                    new Begin());
        }

        @Test
        void aPartitionThatWasAddedDoesNotKeepASyncFromBeingResumed() {
            FillRequest more = new FillRequest("v1", 1, List.of("16400", "16500"), false, true);
            assertNext(TableKnowledge.of(more, recorded(COMPARE)), new Resume(COMPARE));
        }

        @Test
        void aFullSyncIsBegunFromTheStart() {
            FillRequest full = new FillRequest("v1", 1, FILES, true, true);
            assertNext(TableKnowledge.of(full, recorded(COMPARE)), new Begin());
        }

        @Test
        void theSecondPassOfAFullSyncResumesTheFirst() {
            FillRequest second = new FillRequest("v1", 1, FILES, true, false);
            assertNext(TableKnowledge.of(second, recorded(COMPARE)), new Resume(COMPARE));
        }
    }

    @Nested
    class AfterAKill {

        @Test
        void aSyncThatWasKilledBeforeItsPhaseWasPlannedIsResumedAndPlanned() {
            TableKnowledge known = start(recorded(null));
            assertNext(known, new Resume(null));
            assertNext(known.begun(false, null), new LookForRows());
        }

        @Test
        void aPhaseOfWhichNothingWasDoneIsResumedWithoutLookingAtTheTable() {
            assertNext(start(recorded(LOAD)), new Resume(LOAD));
        }

        @Test
        void rangesThatWroteRowsMustHaveLeftThem() {
            TableKnowledge known = start(recorded(LOAD, 0));
            assertNext(known, new LookForRows());
            assertNext(known.rows(true), new Resume(LOAD));
            assertNext(known.rows(false), new Begin());
        }

        @Test
        void rangesThatWroteNothingLeaveATableEmpty() {
            SyncState wroteNothing = recorded(new Unfinished("v1", 1, FILES, COMPARE, Set.of(0), List.of(), null), 0);
            assertNext(start(wroteNothing), new Resume(COMPARE));
        }

        @Test
        void rangesThatAreDoneAreNotDoneAgain() {
            TableKnowledge known = start(recorded(LOAD, 0, 2)).rows(true).begun(false, LOAD);
            assertNext(known, new DoRanges(LOAD, Set.of(0, 2), true));
        }

        @Test
        void rowsAreNotSortedWhenEveryRangeIsDone() {
            TableKnowledge known = start(recorded(LOAD, 0, 1, 2)).rows(true).begun(false, LOAD);
            assertNext(known, new DoRanges(LOAD, Set.of(0, 1, 2), false));
        }

        @Test
        void aStagedPhaseIsResumedIfItsStagingTableIsThere() {
            PhaseRanges staged = phase(FillPhase.LOAD_STAGED);
            TableKnowledge known = start(recorded(staged));
            assertNext(known, new LookForStaging());
            assertNext(known.staging(true), new Resume(staged));
        }

        @Test
        void aStagedPhaseIsPlannedAgainIfACrashHasEmptiedItsStagingTable() {
            TableKnowledge known =
                    start(recorded(phase(FillPhase.LOAD_STAGED), 0)).rows(true);
            assertNext(known, new LookForStaging());
            assertNext(known.staging(false), new Resume(null));
            assertNext(known.staging(false).begun(false, null), new LookForRows());
        }

        @Test
        void indexesThatWereLeftAreFollowedByStatisticsEvenIfRowsAreOnlyCompared() {
            SyncState left = recorded(
                    new Unfinished("v1", 1, FILES, COMPARE, Set.of(), List.of("CREATE INDEX i ON t (c)"), null), 0);
            TableKnowledge known =
                    start(left).begun(false, COMPARE).phaseDone(COMPARE).settled(true);
            assertNext(known.indexed(true, false), new Analyze());
        }
    }

    @Nested
    class ToPlan {

        @Test
        void anEmptyTableIsLoaded() {
            assertNext(begun(), new LookForRows());
            assertNext(begun().rows(false), new Plan(FillPhase.LOAD));
        }

        @Test
        void aTableWithRowsIsCompared() {
            assertNext(begun().rows(true), new Plan(FillPhase.COMPARE));
        }

        @Test
        void whatWasSeenBeforeTheSyncWasRecordedIsLookedAtAgain() {
            assertNext(start(recorded(LOAD, 0)).rows(false).begun(false, null), new LookForRows());
        }

        @Test
        void aLoadOfFewRowsKeepsTheIndexes() {
            assertBegins(null, 9_999, false, false);
        }

        @Test
        void aLoadOfManyRowsDefersThePlainIndexes() {
            assertBegins(null, 10_000, false, true);
        }

        @Test
        void aLoadOfVeryManyRowsDefersTheKeyOfATableThatWasNeverSynced() {
            assertBegins(null, 100_000, true, true);
            assertBegins(recorded(null), 100_000, false, true);
        }

        @Test
        void aComparisonDefersNothing() {
            RangePlan plan = new RangePlan(COMPARE, 1_000_000);
            assertNext(
                    begun().rows(true).planned(FillPhase.COMPARE, plan),
                    new BeginPhase(FillPhase.COMPARE, plan, false, false));
        }

        private void assertBegins(@Nullable SyncState recorded, long rows, boolean key, boolean indexes) {
            RangePlan plan = new RangePlan(LOAD, rows);
            assertNext(
                    start(recorded).begun(false, null).rows(false).planned(FillPhase.LOAD, plan),
                    new BeginPhase(FillPhase.LOAD, plan, key, indexes));
        }
    }
}
