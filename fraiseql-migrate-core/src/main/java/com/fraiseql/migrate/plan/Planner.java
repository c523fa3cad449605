// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.Policy.OutOfOrder;
import com.fraiseql.migrate.options.Policy.Reaction;
import com.fraiseql.migrate.report.Action;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.math.BigInteger;
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
 *   <li>Every migration gets its {@link MigrationState} ({@link StatusReport}).
 *   <li>States that the policy forbids end it: changed, missing, out of order.
 *   <li>What is left of pending ones is the plan: versioned by number, then repeatable by name, up to the target.
 * </ol>
 */
public final class Planner {

    private static final String ANOTHER_SERVICE =
            "The history has none of the migrations that are here. If it is another service's, give these a history "
                    + "of their own with"
                    + " --table (fraiseql.migrate.table) or --schema (fraiseql.migrate.schema); otherwise bring the "
                    + "missing files back.";

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
        List<MigrationStatus> statuses = statuses();
        List<String> warnings = new ArrayList<>();
        refuseHalfRolledBack(statuses);
        refuseUnknown(statuses);
        refuseRenamed(statuses);
        refuseMissing(statuses, warnings);
        refuseChanged(statuses, warnings);
        refuseOutOfOrder(statuses);
        LocalMigration last = target == null ? null : targetOf(target);
        Map<String, MigrationStatus> byVersion = new HashMap<>();
        for (MigrationStatus status : statuses) {
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
        refuseIncomplete(statuses, !steps.isEmpty(), warnings);
        return new Plan(steps, warnings, applied, withoutFile(statuses));
    }

    /**
     * Half of a migration that another release has the file of is no ground to build on. An older release that has
     * nothing to do starts beside it, since the newer one may be at work.
     */
    private void refuseIncomplete(List<MigrationStatus> statuses, boolean somethingToDo, List<String> warnings) {
        for (MigrationStatus status : in(MigrationState.INCOMPLETE, statuses)) {
            if (status.hasFile()) {
                continue;
            }
            String what = "Migration " + status.file() + " is incomplete, " + status.unitsDone() + " of "
                    + status.unitsTotal() + " units are done, and has no file here";
            if (somethingToDo || (isOlder(status) && policy.missing() == Reaction.FAIL)) {
                throw new PlanException(
                        FailureCode.MISSING_FILE,
                        what + ".",
                        "Run a release that has the file: it resumes it. To give it up, run `fraiseql migrate "
                                + "down`, or undo by hand what"
                                + " it has done and run `fraiseql migrate unmark " + status.version() + "`.",
                        status.file(),
                        null);
            }
            warnings.add(what + "; a release that has it resumes it.");
        }
    }

    private boolean isOlder(MigrationStatus status) {
        BigInteger number = Versions.number(status.version());
        return number != null
                && local.stream()
                        .anyMatch(migration ->
                                migration.number() != null && migration.number().compareTo(number) >= 0);
    }

    private static List<String> withoutFile(List<MigrationStatus> statuses) {
        List<String> versions = new ArrayList<>();
        for (MigrationStatus status : statuses) {
            if (!status.hasFile()) {
                versions.add(status.version());
            }
        }
        return versions;
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
        refuseHalfRolledBack(StatusReport.of(local, history));
    }

    private static void refuseHalfRolledBack(List<MigrationStatus> statuses) {
        List<MigrationStatus> half = in(MigrationState.ROLLING_BACK, statuses);
        if (half.isEmpty()) {
            return;
        }
        MigrationStatus first = half.get(0);
        Integer total = first.rollbackUnitsTotal();
        throw new PlanException(
                FailureCode.HALF_ROLLED_BACK,
                "Migration " + first.file() + " is half rolled back: " + first.rollbackUnitsDone()
                        + (total == null ? "" : " of " + total) + " units of its rollback are done.",
                "Finish the rollback: run `fraiseql migrate down`, which resumes it. If you have finished it by "
                        + "hand, run `fraiseql migrate unmark " + first.version()
                        + "`; if you have redone by hand what was undone, `fraiseql migrate mark " + first.version()
                        + "`.",
                first.file(),
                others(half));
    }

    private static void refuseUnknown(List<MigrationStatus> statuses) {
        List<MigrationStatus> unknown = in(MigrationState.UNKNOWN, statuses);
        if (!unknown.isEmpty()) {
            MigrationStatus first = unknown.get(0);
            throw new PlanException(
                    FailureCode.UNKNOWN_STATE,
                    "Migration " + first.file()
                            + " is in a state that this release does not know; a newer one has written it.",
                    "Run the newer release, or look at the row's state in the history and run"
                            + " `fraiseql migrate mark` or `unmark` with the newer release.",
                    first.file(),
                    others(unknown));
        }
    }

    private void refuseRenamed(List<MigrationStatus> statuses) {
        Renumbered renumbered = Renumbered.find(local, statuses);
        if (renumbered != null) {
            String was = renumbered.gone().file();
            String now = renumbered.now().fileName();
            throw new PlanException(
                    FailureCode.MISSING_FILE,
                    "Migration " + was + " has been applied, and " + now + " is the same file under another number.",
                    "Give it its old name back; if it has to keep the new one, run `fraiseql migrate unmark "
                            + renumbered.gone().version() + "` and `fraiseql migrate mark "
                            + renumbered.now().version() + "` in every database that has it.",
                    now,
                    null);
        }
        for (MigrationStatus gone : statuses) {
            if (gone.hasFile() || gone.state() == MigrationState.UNKNOWN) {
                continue;
            }
            var number = Versions.number(gone.version());
            for (LocalMigration migration : local) {
                if (number != null && number.equals(migration.number())) {
                    throw new PlanException(
                            FailureCode.MISSING_FILE,
                            "Migration " + gone.file()
                                    + (gone.state() == MigrationState.INCOMPLETE
                                            ? " is incomplete, and "
                                            : " has been applied, and ")
                                    + migration.fileName() + " now has its number.",
                            (strangers()
                                            ? ANOTHER_SERVICE
                                            : "Give the file its old name back if it was renamed, or give the new "
                                                    + "migration the next free number.")
                                    + Replaced.advice(local, statuses),
                            migration.fileName(),
                            null);
                }
            }
        }
    }

    private void refuseMissing(List<MigrationStatus> statuses, List<String> warnings) {
        List<MigrationStatus> missing = in(MigrationState.MISSING, statuses);
        if (missing.isEmpty()) {
            return;
        }
        MigrationStatus first = missing.get(0);
        boolean none = local.stream().allMatch(LocalMigration::repeatable);
        String what = none
                ? "There is no versioned migration here, but the history has "
                        + (missing.size() == 1
                                ? first.file() + "."
                                : missing.size() + " that have been applied, the first is " + first.file() + ".")
                : "Migration " + first.file() + " has been applied and has no file here, although newer ones have.";
        if (policy.missing() == Reaction.FAIL) {
            throw new PlanException(
                    FailureCode.MISSING_FILE,
                    what,
                    none
                            ? "Name the folder that the migrations are in, or, if there is none by intention, set "
                                    + "the missing policy to warn."
                            : (strangers()
                                            ? ANOTHER_SERVICE
                                            : "Bring the file back, or run `fraiseql migrate unmark " + first.version()
                                                    + "` if it is gone for good, or set the missing policy to warn.")
                                    + Replaced.advice(local, statuses),
                    first.file(),
                    others(missing));
        }
        missing.forEach(
                status -> warnings.add("Migration " + status.file() + " has been applied and has no file here."));
    }

    private void refuseChanged(List<MigrationStatus> statuses, List<String> warnings) {
        List<MigrationStatus> changed = in(MigrationState.CHANGED, statuses);
        if (changed.isEmpty()) {
            return;
        }
        MigrationStatus first = changed.get(0);
        if (policy.checksumMismatch() == Reaction.FAIL) {
            throw new PlanException(
                    FailureCode.CHECKSUM_MISMATCH,
                    "Migration " + first.file() + " checksum mismatch",
                    "An applied migration must not be edited: restore the file and make the change in a new "
                            + "migration, or run `fraiseql migrate repair` if the edit is harmless.",
                    first.file(),
                    "  applied " + first.checksum() + "\n  local   " + first.fileChecksum() + moreOf(changed));
        }
        changed.forEach(status -> warnings.add("Migration " + status.file() + " checksum mismatch"));
    }

    private void refuseOutOfOrder(List<MigrationStatus> statuses) {
        List<MigrationStatus> late = in(MigrationState.OUT_OF_ORDER, statuses);
        if (late.isEmpty() || policy.outOfOrder() == OutOfOrder.APPLY) {
            return;
        }
        MigrationStatus first = late.get(0);
        throw new PlanException(
                FailureCode.OUT_OF_ORDER,
                "Migration " + first.file() + " is pending, but "
                        + StatusReport.newestApplied(history).orElseThrow() + ", which is newer, has been applied.",
                strangers()
                        ? ANOTHER_SERVICE + Replaced.advice(local, statuses)
                        : "Give it the next free number; or, if it depends on nothing that a newer one has changed, "
                                + "apply it late with --out-of-order apply (fraiseql.migrate.out-of-order).",
                first.file(),
                others(late));
    }

    /** Whether the history has migrations, and none of those that are here. */
    private boolean strangers() {
        return !local.isEmpty()
                && !history.rows().isEmpty()
                && local.stream()
                        .noneMatch(migration -> history.row(migration.version()).isPresent());
    }

    private static List<MigrationStatus> in(MigrationState state, List<MigrationStatus> statuses) {
        List<MigrationStatus> found = new ArrayList<>();
        for (MigrationStatus status : statuses) {
            if (status.state() == state) {
                found.add(status);
            }
        }
        return found;
    }

    private static @Nullable String others(List<MigrationStatus> all) {
        String more = moreOf(all);
        return more.isEmpty() ? null : more.substring(1);
    }

    private static String moreOf(List<MigrationStatus> all) {
        StringBuilder text = new StringBuilder();
        all.stream()
                .skip(1)
                .limit(10)
                .forEach(status -> text.append("\n  also ").append(status.file()));
        if (all.size() > 11) {
            text.append("\n  and ").append(all.size() - 11).append(" more");
        }
        return text.toString();
    }
}
