// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.state.SyncState.Comparison;
import com.fraiseql.migrate.projection.state.SyncState.Finished;
import com.fraiseql.migrate.projection.state.SyncState.Unfinished;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be known of a table. */
final class KnownTables {

    static final List<String> FILES = List.of("16400");
    static final FillRequest REQUEST = new FillRequest("v1", 1, FILES, false, true);
    static final PhaseRanges LOAD = phase(FillPhase.LOAD);
    static final PhaseRanges COMPARE = phase(FillPhase.COMPARE);
    static final PhaseRanges WHOLE = new PhaseRanges(FillPhase.COMPARE, List.of(), null);

    private KnownTables() {}

    /** Three ranges. */
    static PhaseRanges phase(FillPhase phase) {
        return new PhaseRanges(phase, List.of("10", "20"), null);
    }

    /** A sync of the same source that each range has written a row in. */
    static SyncState recorded(@Nullable PhaseRanges cut, Integer... done) {
        return recorded(new Unfinished("v1", 1, FILES, cut, Set.of(done), List.of(), null), done.length);
    }

    static SyncState recorded(Unfinished unfinished, long written) {
        return new SyncState(
                "app.tv_post",
                new Finished(null, 0, List.of(), null, null, null),
                unfinished,
                "new",
                written,
                List.of(),
                new Comparison(null, null));
    }

    static TableKnowledge start(@Nullable SyncState recorded) {
        return TableKnowledge.of(REQUEST, recorded);
    }

    static TableKnowledge begun() {
        return start(null).begun(false, null);
    }

    static TableKnowledge in(PhaseRanges cut) {
        return begun().rows(!cut.phase().load())
                .planned(cut.phase(), new RangePlan(cut, 0))
                .phaseBegun(cut);
    }

    static void assertNext(TableKnowledge known, TableStep step) {
        assertThat(TableSteps.next(known)).isEqualTo(step);
    }
}
