// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.report.Action;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Files and history in, a plan or a named problem out. No JDBC, no clock.
 *
 * <ol>
 *   <li>Every migration gets its {@code MigrationState} ({@link Statuses}).
 *   <li>States that the policy forbids end it: changed, missing, out of order.
 *   <li>What is left of pending ones is the plan: versioned by number, then repeatable by name, up to the target.
 * </ol>
 */
public final class Planner {

    private final List<LocalMigration> local;
    private final History history;
    private final Policy policy;

    public Planner(List<LocalMigration> local, History history, Policy policy) {
        this.local = List.copyOf(local);
        this.history = history;
        this.policy = policy;
    }

    /** How every migration stands. */
    public List<MigrationStatus> statuses() {
        return StatusReport.of(local, history);
    }

    /**
     * Plans {@code up}.
     *
     * @param target the last version to apply, or {@code null}; given, repeatable migrations are left out
     * @param limit how many migrations at the most, or {@code null}
     * @throws PlanException if files and history do not fit together
     */
    public Plan up(@Nullable String target, @Nullable Integer limit) {
        Statuses statuses = Statuses.of(local, history);
        List<String> warnings = new ArrayList<>();
        UnfinishedMigrations unfinished = new UnfinishedMigrations(local, statuses);
        unfinished.refuseHalfRolledBack();
        unfinished.refuseUnknown();
        FileChecks files = new FileChecks(local, history, policy, statuses);
        files.refuseRenamed();
        files.refuseMissing(warnings);
        files.refuseChanged(warnings);
        files.refuseOutOfOrder();
        LocalMigration last = target == null ? null : targetOf(target);
        Map<String, MigrationStatus> byVersion = new HashMap<>();
        for (MigrationStatus status : statuses.all()) {
            byVersion.put(status.version(), status);
        }
        List<PlannedMigration> steps = new ArrayList<>();
        int applied = 0;
        for (LocalMigration migration : local) {
            MigrationStatus status = Objects.requireNonNull(byVersion.get(migration.version()));
            if (!status.pending()) {
                applied++;
            } else if (!beyond(last, migration) && (limit == null || steps.size() < limit)) {
                steps.add(step(migration, status));
            }
        }
        unfinished.refuseIncomplete(policy, !steps.isEmpty(), warnings);
        return new Plan(steps, warnings, applied, statuses.withoutFile());
    }

    private PlannedMigration step(LocalMigration migration, MigrationStatus status) {
        HistoryRow row = history.row(migration.version()).orElse(null);
        Action action = switch (status.state()) {
            case INCOMPLETE -> Action.RESUME;
            case OUTDATED -> Action.REAPPLY;
            default -> Action.APPLY;
        };
        return new PlannedMigration(migration, action, row);
    }

    private static boolean beyond(@Nullable LocalMigration last, LocalMigration migration) {
        if (last == null || last.number() == null) {
            return false;
        }
        return migration.number() == null || migration.number().compareTo(last.number()) > 0;
    }

    private LocalMigration targetOf(String target) {
        return local.stream()
                .filter(migration -> !migration.repeatable())
                .filter(migration -> Versions.matches(target, migration.version()))
                .findFirst()
                .orElseThrow(() -> new PlanException(
                        FailureCode.UNKNOWN_VERSION,
                        "There is no migration " + target + ".",
                        "Give a version as `fraiseql migrate status` shows it, for instance "
                                + (local.isEmpty()
                                        ? "003_add_indexes"
                                        : local.get(0).version()) + ", or its number.",
                        null,
                        null));
    }

    /**
     * Half of a migration is no ground to build on.
     *
     * @throws PlanException if a rollback was begun and not finished
     */
    public static void refuseHalfRolledBack(List<LocalMigration> local, History history) {
        new UnfinishedMigrations(local, Statuses.of(local, history)).refuseHalfRolledBack();
    }
}
