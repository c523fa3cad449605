// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.TableTriggers;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.Target;
import java.util.Collection;
import java.util.List;

/** Failures because of the triggers and rules of a table. */
final class TriggerFailures {

    private TriggerFailures() {}

    /** Refuses a table whose rules do not let a phase write. */
    static void requireNoRule(TableTriggers found, FillPhase phase, Target target) {
        for (TableTriggers.Rule rule : found.rules()) {
            if (!phase.load() || rule.insteadOfInsert()) {
                throw new MigrateException(
                        FailureCode.SYNC_FAILED,
                        target.name() + " has the rule " + rule.name()
                                + ", which rewrites the statements of a sync, so its rows cannot be made equal to "
                                + "those of "
                                + target.sourceName() + ".",
                        "Drop the rule, or fill the table with an InitialSync bean, or leave it out "
                                + "(fraiseql.migrate.sync.exclude), then sync again.");
            }
        }
    }

    /** Rows that were written, more than once, and still differ from the source's. */
    static MigrateException suppressed(TableTriggers found, Target target, Collection<String> keys) {
        List<String> triggers = found.triggers();
        boolean one = triggers.size() == 1;
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                "Rows of " + target.name() + " still differ from those of " + target.sourceName()
                        + " after they were written, for instance where "
                        + target.key().name() + " is "
                        + String.join(", ", keys)
                        + (one
                                ? ": the trigger " + triggers.get(0) + " suppresses or changes what is written."
                                : ": one of these triggers suppresses or changes what is written: "
                                        + String.join(", ", triggers) + "."),
                "Let the trigger return each row as it is, or drop it, or let " + target.sourceName()
                        + " give what the trigger makes of a row, or leave the table out "
                        + "(fraiseql.migrate.sync.exclude), then sync again. "
                        + SyncFailures.RESUMES);
    }
}
