// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.report.MigrationStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

@Command(
        name = "current",
        description = {
            "Show the newest applied migration.",
            "Prints its version and nothing else, or nothing at all if none is applied."
        })
final class CurrentCommand extends DatabaseCommand {

    CurrentCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Status status = migrator().status();
        MigrationStatus newest = null;
        for (MigrationStatus migration : status.migrations()) {
            if (!migration.repeatable() && applied(migration)) {
                newest = migration;
            }
        }
        report(newest);
        return ExitCode.OK.number();
    }

    private void report(@Nullable MigrationStatus newest) {
        if (format.json()) {
            context.terminal().line(Json.write(newest == null ? null : StatusCommand.asMap(newest)));
        } else if (newest != null) {
            context.terminal().line(newest.version());
        }
    }

    private static boolean applied(MigrationStatus migration) {
        return switch (migration.state()) {
            case APPLIED, UNVERIFIED, CHANGED, MISSING, FUTURE -> true;
            case PENDING, INCOMPLETE, ROLLING_BACK, UNKNOWN, OUT_OF_ORDER, OUTDATED -> false;
        };
    }
}
