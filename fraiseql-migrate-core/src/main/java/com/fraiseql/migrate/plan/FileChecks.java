// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.Policy.OutOfOrder;
import com.fraiseql.migrate.options.Policy.Reaction;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.util.List;

/** Refuses files that do not fit the history: renamed, missing, edited, out of order. */
final class FileChecks {

    private static final String ANOTHER_SERVICE =
            "The history has none of the migrations that are here. If it is another service's, give these a history "
                    + "of their own with"
                    + " --table (fraiseql.migrate.table) or --schema (fraiseql.migrate.schema); otherwise bring the "
                    + "missing files back.";

    private final List<LocalMigration> local;
    private final History history;
    private final Policy policy;
    private final Statuses statuses;

    FileChecks(List<LocalMigration> local, History history, Policy policy, Statuses statuses) {
        this.local = local;
        this.history = history;
        this.policy = policy;
        this.statuses = statuses;
    }

    void refuseRenamed() {
        Renumbered renumbered = Renumbered.find(local, statuses.all());
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
        for (MigrationStatus gone : statuses.all()) {
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
                                    + Replaced.advice(local, statuses.all()),
                            migration.fileName(),
                            null);
                }
            }
        }
    }

    void refuseMissing(List<String> warnings) {
        List<MigrationStatus> missing = statuses.in(MigrationState.MISSING);
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
                                    + Replaced.advice(local, statuses.all()),
                    first.file(),
                    Statuses.others(missing));
        }
        missing.forEach(
                status -> warnings.add("Migration " + status.file() + " has been applied and has no file here."));
    }

    void refuseChanged(List<String> warnings) {
        List<MigrationStatus> changed = statuses.in(MigrationState.CHANGED);
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
                    "  applied " + first.checksum() + "\n  local   " + first.fileChecksum() + Statuses.moreOf(changed));
        }
        changed.forEach(status -> warnings.add("Migration " + status.file() + " checksum mismatch"));
    }

    void refuseOutOfOrder() {
        List<MigrationStatus> late = statuses.in(MigrationState.OUT_OF_ORDER);
        if (late.isEmpty() || policy.outOfOrder() == OutOfOrder.APPLY) {
            return;
        }
        MigrationStatus first = late.get(0);
        throw new PlanException(
                FailureCode.OUT_OF_ORDER,
                "Migration " + first.file() + " is pending, but "
                        + StatusReport.newestApplied(history).orElseThrow() + ", which is newer, has been applied.",
                strangers()
                        ? ANOTHER_SERVICE + Replaced.advice(local, statuses.all())
                        : "Give it the next free number; or, if it depends on nothing that a newer one has changed, "
                                + "apply it late with --out-of-order apply (fraiseql.migrate.out-of-order).",
                first.file(),
                Statuses.others(late));
    }

    /** Whether the history has migrations, and none of those that are here. */
    private boolean strangers() {
        return !local.isEmpty()
                && !history.rows().isEmpty()
                && local.stream()
                        .noneMatch(migration -> history.row(migration.version()).isPresent());
    }
}
