// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import static com.fraiseql.migrate.projection.fill.KnownTables.COMPARE;
import static com.fraiseql.migrate.projection.fill.KnownTables.FILES;
import static com.fraiseql.migrate.projection.fill.KnownTables.LOAD;
import static com.fraiseql.migrate.projection.fill.KnownTables.WHOLE;
import static com.fraiseql.migrate.projection.fill.KnownTables.assertNext;
import static com.fraiseql.migrate.projection.fill.KnownTables.begun;
import static com.fraiseql.migrate.projection.fill.KnownTables.in;
import static com.fraiseql.migrate.projection.fill.KnownTables.phase;
import static com.fraiseql.migrate.projection.fill.KnownTables.recorded;
import static com.fraiseql.migrate.projection.fill.KnownTables.start;

import com.fraiseql.migrate.projection.fill.TableStep.Analyze;
import com.fraiseql.migrate.projection.fill.TableStep.BeginPhase;
import com.fraiseql.migrate.projection.fill.TableStep.BuildIndexes;
import com.fraiseql.migrate.projection.fill.TableStep.DoRanges;
import com.fraiseql.migrate.projection.fill.TableStep.Finish;
import com.fraiseql.migrate.projection.fill.TableStep.LeaveVanished;
import com.fraiseql.migrate.projection.fill.TableStep.Plan;
import com.fraiseql.migrate.projection.fill.TableStep.RefuseVanished;
import com.fraiseql.migrate.projection.fill.TableStep.Settle;
import com.fraiseql.migrate.projection.fill.TableStep.WriteWhole;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.ranges.BaseKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How phases are done, and how a table is finished. */
class PhaseStepsTests {

    @Nested
    class InAPhase {

        @Test
        void aLoadIsSortedAndAComparisonIsNot() {
            assertNext(in(LOAD), new DoRanges(LOAD, Set.of(), true));
            assertNext(in(COMPARE), new DoRanges(COMPARE, Set.of(), false));
        }

        @Test
        void aStagedLoadIsSortedToo() {
            PhaseRanges staged = phase(FillPhase.LOAD_STAGED);
            TableKnowledge known = begun().rows(false)
                    .planned(FillPhase.LOAD, new RangePlan(null, 1))
                    .phaseBegun(staged);
            assertNext(known, new DoRanges(staged, Set.of(), true));
        }

        @Test
        void rangesWhoseRowsConflictAreWrittenAsAWhole() {
            TableKnowledge known = in(LOAD).rangesConflict();
            assertNext(known, new BeginPhase(FillPhase.COMPARE, new RangePlan(WHOLE, 0), false, false));
            assertNext(known.phaseBegun(WHOLE), new WriteWhole(WHOLE, true));
        }

        @Test
        void vanishedRowsThatOthersReferToAreLeftAndTheRestIsDone() {
            TableKnowledge known = in(COMPARE).vanishedReferred();
            assertNext(known, new LeaveVanished());
            assertNext(known.vanishedLeft(Set.of(1)), new DoRanges(COMPARE, Set.of(1), false));
        }

        @Test
        void vanishedRowsAreLeftWhereTheWholeIsWrittenToo() {
            TableKnowledge whole = in(COMPARE).rangesConflict().phaseBegun(WHOLE);
            assertNext(whole.vanishedReferred(), new LeaveVanished());
            assertNext(whole.vanishedReferred().vanishedLeft(Set.of()), new WriteWhole(WHOLE, false));
        }

        @Test
        void vanishedRowsThatRangesHaveLeftAreNotDeletedWithTheWhole() {
            TableKnowledge left = in(COMPARE).vanishedReferred().vanishedLeft(Set.of());
            assertNext(left.rangesConflict().phaseBegun(WHOLE), new WriteWhole(WHOLE, false));
        }

        @Test
        void vanishedRowsThatOthersReferToAreRefusedInTheLastPass() {
            FillRequest last = new FillRequest("v1", 1, FILES, false, false);
            TableKnowledge known = TableKnowledge.of(last, recorded(COMPARE)).begun(false, COMPARE);
            assertNext(known.vanishedReferred(), new RefuseVanished());
        }

        @Test
        void aReferenceThatRemainsAlthoughVanishedRowsAreLeftIsRefused() {
            TableKnowledge left = in(COMPARE).vanishedReferred().vanishedLeft(Set.of());
            assertNext(left.vanishedReferred(), new RefuseVanished());
        }
    }

    @Nested
    class ToSettle {

        @Test
        void aPhaseThatIsDoneIsFollowedByALookAtOtherWriters() {
            assertNext(in(LOAD).phaseDone(LOAD), new Settle(false));
        }

        @Test
        void aPhaseByPagesMayHaveMissedARowThatMoved() {
            PhaseRanges paged = new PhaseRanges(FillPhase.LOAD, List.of("5"), new BaseKey("tb_post", "id"));
            assertNext(in(LOAD).phaseDone(paged), new Settle(true));
        }

        @Test
        void withoutOtherWritersEveryIndexIsBuilt() {
            assertNext(in(LOAD).phaseDone(LOAD).settled(true), new BuildIndexes(true));
        }

        @Test
        void ifOtherSessionsWroteOnlyTheKeyIsBuiltAndTheTableIsCompared() {
            TableKnowledge known = in(LOAD).phaseDone(LOAD).settled(false);
            assertNext(known, new BuildIndexes(false));
            assertNext(known.indexed(false, false), new Plan(FillPhase.COMPARE));
        }

        @Test
        void aLoadThatATriggerMayHaveChangedIsComparedInAnyCase() {
            TableKnowledge known = start(null)
                    .begun(true, null)
                    .rows(false)
                    .planned(FillPhase.LOAD, new RangePlan(LOAD, 0))
                    .phaseBegun(LOAD);
            assertNext(known.phaseDone(LOAD).settled(true), new BuildIndexes(false));
            TableKnowledge compared = known.phaseDone(LOAD)
                    .settled(true)
                    .indexed(false, false)
                    .planned(FillPhase.COMPARE, new RangePlan(COMPARE, 0))
                    .phaseBegun(COMPARE)
                    .phaseDone(COMPARE);
            assertNext(compared.settled(true), new BuildIndexes(true));
        }

        @Test
        void aTableThatIsWrittenToAllTheTimeIsLeftToItsWritersAfterFourPhases() {
            TableKnowledge known = in(LOAD).phaseDone(LOAD);
            for (int phase = 2; phase <= 4; phase++) {
                assertNext(known, new Settle(false));
                known = known.settled(false)
                        .indexed(false, false)
                        .phaseBegun(COMPARE)
                        .phaseDone(COMPARE);
            }
            assertNext(known, new BuildIndexes(true));
            assertNext(known.indexed(true, false), new Analyze());
        }
    }

    @Nested
    class ToFinish {

        @Test
        void idsThatWereThereTwiceAreComparedAgainEvenAfterTheLastPhase() {
            assertNext(in(LOAD).phaseDone(LOAD).settled(true).indexed(true, true), new Plan(FillPhase.COMPARE));
        }

        @Test
        void aLoadedTableIsAnalyzedAndFinished() {
            TableKnowledge known = in(LOAD).phaseDone(LOAD).settled(true).indexed(true, false);
            assertNext(known, new Analyze());
            assertNext(known.analyzed(), new Finish(true));
        }

        @Test
        void aLoadThatHadToBeWrittenAsAWholeIsAnalyzedToo() {
            TableKnowledge known = in(LOAD).rangesConflict()
                    .phaseBegun(WHOLE)
                    .phaseDone(WHOLE)
                    .settled(true)
                    .indexed(true, false);
            assertNext(known, new Analyze());
        }

        @Test
        void aTableThatWasOnlyComparedIsFinishedWithoutStatistics() {
            assertNext(in(COMPARE).phaseDone(COMPARE).settled(true).indexed(true, false), new Finish(true));
        }

        @Test
        void aTableThatStillHasVanishedRowsIsNotComplete() {
            TableKnowledge known = in(COMPARE).vanishedReferred().vanishedLeft(Set.of());
            assertNext(known.phaseDone(COMPARE).settled(true).indexed(true, false), new Finish(false));
        }
    }
}
