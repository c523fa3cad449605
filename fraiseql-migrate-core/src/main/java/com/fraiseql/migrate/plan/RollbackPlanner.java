// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Chooses what {@code down} rolls back: one that is half rolled back, then the last applied versioned migrations by
 * rank, an incomplete one included. Repeatable migrations have nothing to roll back and are passed over.
 */
public final class RollbackPlanner {

    private RollbackPlanner() {}

    /** What the options choose, last first; they have either a target or a number of steps. */
    public static List<RollbackStep> of(DownOptions options, History history, List<LocalMigration> local) {
        String target = options.target();
        return target != null
                ? to(target, history, local)
                : last(Objects.requireNonNull(options.steps()), history, local);
    }

    /** The last {@code steps} applied, last first. Fewer if there are no more. */
    public static List<RollbackStep> last(int steps, History history, List<LocalMigration> local) {
        return known(candidates(history, local).stream().limit(steps).toList());
    }

    /** Everything that was applied after {@code target}, last first. {@code 0} means everything. */
    public static List<RollbackStep> to(String target, History history, List<LocalMigration> local) {
        List<RollbackStep> all = candidates(history, local);
        if (target.equals("0")) {
            return known(all);
        }
        HistoryRow stay = all.stream()
                .map(RollbackStep::row)
                .filter(row -> Versions.matches(target, row.version()))
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        FailureCode.UNKNOWN_VERSION,
                        "Migration " + target + " has not been applied.",
                        "Give an applied version as `fraiseql migrate status` shows it, or 0 to roll back everything.",
                        null,
                        null));
        if (stay.rollingBack()) {
            throw new PlanException(
                    FailureCode.HALF_ROLLED_BACK,
                    "Migration " + stay.version() + " is half rolled back, so it cannot be what is left.",
                    "Give the version before it, or a number of steps; it is finished first.",
                    null,
                    null);
        }
        Comparator<HistoryRow> order = orderOfApplication(history.rows());
        return known(all.stream()
                .filter(step -> step.row().rollingBack() || order.compare(step.row(), stay) > 0)
                .toList());
    }

    /** What has been applied of a migration in an unknown state cannot be told, so it cannot be undone either. */
    private static List<RollbackStep> known(List<RollbackStep> steps) {
        for (RollbackStep step : steps) {
            if (step.row().state() == HistoryRow.State.UNKNOWN) {
                throw new PlanException(
                        FailureCode.UNKNOWN_STATE,
                        "Migration " + step.row().version()
                                + " is in a state that this release does not know; a newer one has written it.",
                        "Run `fraiseql migrate down` with the newer release.",
                        null,
                        null);
            }
        }
        return steps;
    }

    /**
     * By rank; where a rank is missing or there twice, as after copies of the table without its sequence, by time, and
     * at the same time by number.
     */
    private static Comparator<HistoryRow> orderOfApplication(List<HistoryRow> rows) {
        long ranks = rows.stream()
                .mapToLong(HistoryRow::rank)
                .filter(rank -> rank > 0)
                .distinct()
                .count();
        return ranks == rows.size()
                ? Comparator.comparingLong(HistoryRow::rank)
                : Comparator.comparing(HistoryRow::appliedAt, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .thenComparing(row -> Versions.number(row.version()));
    }

    private static List<RollbackStep> candidates(History history, List<LocalMigration> local) {
        return history.rows().stream()
                .filter(row -> Versions.number(row.version()) != null)
                .sorted(Comparator.comparing(HistoryRow::rollingBack)
                        .thenComparing(orderOfApplication(history.rows()))
                        .reversed())
                .map(row -> new RollbackStep(
                        row,
                        local.stream()
                                .filter(migration -> migration.version().equals(row.version()))
                                .findFirst()
                                .orElse(null)))
                .toList();
    }
}
