// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.report.LogEntry;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.report.UnitReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known about one migration.
 *
 * @param status its line of the status
 * @param units the units of this release's file; empty where there is no file, or it is Java
 * @param storedRollback the rollback that the history keeps
 * @param log what the append-only log says of it, newest first, at most 50 lines
 */
public record MigrationDetails(
        MigrationStatus status,
        List<UnitReport> units,
        @Nullable String storedRollback,
        List<LogEntry> log) {

    public MigrationDetails {
        units = List.copyOf(units);
        log = List.copyOf(log);
    }
}
