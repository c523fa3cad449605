// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.plan;

import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.report.RollbackReport;
import com.fraiseql.migrate.source.LocalMigration;
import org.jspecify.annotations.Nullable;

/**
 * One step of {@code down}, before its SQL has been looked up.
 *
 * @param local the migration as this release has it, {@code null} if it has no file
 */
public record RollbackStep(HistoryRow row, @Nullable LocalMigration local) {

    /** What a caller is told of it. */
    public RollbackReport report() {
        return new RollbackReport(row.version(), fileName());
    }

    public String fileName() {
        return local == null ? row.version() + ".sql" : local.fileName();
    }
}
