// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.LongList;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.source.Versions;
import java.util.List;
import java.util.Optional;

/**
 * Repeatable migrations that {@code down} leaves recorded as applied although they ran on what it takes away. Whether
 * that took what they had made with it, and whether they may run a second time on what is still there, only the user
 * can tell; so they are named, and not run again without being asked to.
 */
public final class KeptRepeatables {

    private KeptRepeatables() {}

    /** What is said before and after these steps; nothing if no repeatable migration was applied on top of them. */
    public static Optional<String> sentence(History history, List<RollbackStep> steps) {
        List<String> kept = history.rows().stream()
                .filter(row -> Versions.number(row.version()) == null && row.state() == HistoryRow.State.APPLIED)
                .filter(row -> steps.stream().anyMatch(step -> after(row, step.row())))
                .map(HistoryRow::version)
                .toList();
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        boolean one = kept.size() == 1;
        return Optional.of("Repeatable migrations are not rolled back: " + LongList.words(kept)
                + (one ? " stays" : " stay") + " recorded as applied, and the next up does not run "
                + (one ? "it" : "them")
                + ". If what " + (one ? "it" : "one of them")
                + " made is gone with what is rolled back, run `fraiseql migrate unmark "
                + (one ? kept.get(0) : "NAME` with its name, for instance `fraiseql migrate unmark " + kept.get(0))
                + "` and then `fraiseql migrate up`, which runs it again.");
    }

    private static boolean after(HistoryRow repeatable, HistoryRow rolledBack) {
        return repeatable.rank() > rolledBack.rank()
                || (repeatable.appliedAt() != null
                        && rolledBack.appliedAt() != null
                        && repeatable.appliedAt().isAfter(rolledBack.appliedAt()));
    }
}
