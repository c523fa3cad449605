// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes how far a failed run got: which migrations, and which units of the one that failed. */
final class ProgressText {

    private final List<AppliedMigration> done;
    private final boolean up;
    private final LostCommit.Status lostCommit;

    ProgressText(List<AppliedMigration> done, boolean up, LostCommit.Status lostCommit) {
        this.done = done;
        this.up = up;
        this.lostCommit = lostCommit;
    }

    String text(Interrupted interrupted, @Nullable Unit unit) {
        StringBuilder text =
                new StringBuilder("  ").append(up ? "Applied" : "Rolled back").append(" by this run: ");
        if (done.isEmpty()) {
            text.append("no migration");
        } else if (done.size() <= 3) {
            text.append(String.join(
                    ", ", done.stream().map(AppliedMigration::version).toList()));
        } else {
            text.append(done.size())
                    .append(" migrations, the last ")
                    .append(done.get(done.size() - 1).version());
        }
        List<Unit> units = interrupted.work().script().units();
        int finished = interrupted.unit() + (lostCommit == LostCommit.Status.COMMITTED ? 1 : 0);
        if (finished > 0 && finished >= units.size()) {
            text.append("; this one, too: its COMMIT had reached the server");
        } else if (finished > 0) {
            text.append("; of this one units 1 to ")
                    .append(finished)
                    .append(" of ")
                    .append(units.size())
                    .append(" (up to line ")
                    .append(units.get(finished - 1).lastLine())
                    .append(") are done");
        } else if (lostCommit != LostCommit.Status.UNKNOWN
                && !LostCommit.leavesOpen(interrupted, lostCommit)
                && !interrupted.failure().partlyCommitted()) {
            text.append("; of this one nothing");
        }
        if (LostCommit.leavesOpen(interrupted, lostCommit)) {
            text.append("; what became of the statement")
                    .append(unit == null ? "" : " at line " + unit.line())
                    .append(" was not seen");
        }
        if (lostCommit == LostCommit.Status.UNKNOWN) {
            text.append("; whether ")
                    .append(unit == null ? "it" : "the unit at line " + unit.line())
                    .append(" was committed is unknown, as the server does not answer, and the next run reads it "
                            + "from the history");
        }
        return text.append('.').toString();
    }
}
