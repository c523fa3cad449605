// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.options.Policy.Reaction;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.Versions;
import java.math.BigInteger;
import java.util.List;

/** Refuses what another run has left half done, or in a state that only a newer release knows. */
final class UnfinishedMigrations {

    private final List<LocalMigration> local;
    private final Statuses statuses;

    UnfinishedMigrations(List<LocalMigration> local, Statuses statuses) {
        this.local = local;
        this.statuses = statuses;
    }

    /** Half of a migration is no ground to build on. */
    void refuseHalfRolledBack() {
        List<MigrationStatus> half = statuses.in(MigrationState.ROLLING_BACK);
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
                Statuses.others(half));
    }

    void refuseUnknown() {
        List<MigrationStatus> unknown = statuses.in(MigrationState.UNKNOWN);
        if (!unknown.isEmpty()) {
            MigrationStatus first = unknown.get(0);
            throw new PlanException(
                    FailureCode.UNKNOWN_STATE,
                    "Migration " + first.file()
                            + " is in a state that this release does not know; a newer one has written it.",
                    "Run the newer release, or look at the row's state in the history and run"
                            + " `fraiseql migrate mark` or `unmark` with the newer release.",
                    first.file(),
                    Statuses.others(unknown));
        }
    }

    /**
     * Half of a migration that another release has the file of is no ground to build on. An older release that has
     * nothing to do starts beside it, since the newer one may be at work.
     */
    void refuseIncomplete(Policy policy, boolean somethingToDo, List<String> warnings) {
        for (MigrationStatus status : statuses.in(MigrationState.INCOMPLETE)) {
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
}
