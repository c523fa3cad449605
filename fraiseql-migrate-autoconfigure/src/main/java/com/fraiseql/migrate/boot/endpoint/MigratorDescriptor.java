// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.boot.monitor.RunState;
import com.fraiseql.migrate.boot.monitor.RunTracker;
import com.fraiseql.migrate.boot.monitor.StatusSnapshot;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of one Migrator bean. If the database could not be asked, {@code error} says why, and what only the
 * database knows is missing.
 *
 * @param readAt when the database was asked
 * @param database the database's name
 * @param serverVersion the server's version
 * @param historyTable the history table
 * @param historyExists whether that table is there
 * @param error why the database did not answer, or why up would not work with the history that it has
 * @param problem why the history that was looked at may be the wrong one
 * @param warnings applied migrations that no longer exist here, one sentence each
 * @param run what this process's runs have done
 * @param summary how many migrations there are in each state
 * @param migrations every migration, pending ones included
 */
public record MigratorDescriptor(
        Instant readAt,
        @Nullable String database,
        @Nullable String serverVersion,
        @Nullable String historyTable,
        @Nullable Boolean historyExists,
        @Nullable FailureFacts error,
        @Nullable FailureFacts problem,
        List<String> warnings,
        RunState run,
        @Nullable SummaryDescriptor summary,
        @Nullable List<MigrationDescriptor> migrations) {

    static MigratorDescriptor of(StatusSnapshot snapshot, RunTracker tracker) {
        RunState run = tracker.state();
        Status status = snapshot.status();
        MigrateException failure = snapshot.failure();
        if (status == null) {
            FailureFacts error = failure == null ? null : FailureFacts.of(failure, snapshot.readAt());
            return new MigratorDescriptor(
                    snapshot.readAt(), null, null, null, null, error, null, List.of(), run, null, null);
        }
        return new MigratorDescriptor(
                snapshot.readAt(),
                status.database(),
                status.serverVersion(),
                status.historyTable(),
                status.historyExists(),
                null,
                status.problem() == null ? null : FailureFacts.of(tracker.named(status.problem()), snapshot.readAt()),
                status.warnings(),
                run,
                SummaryDescriptor.of(status.migrations()),
                status.migrations().stream().map(MigrationDescriptor::of).toList());
    }
}
