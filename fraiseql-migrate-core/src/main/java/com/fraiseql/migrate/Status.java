// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is applied and what is pending, read in one round trip without the mutex.
 *
 * @param historyTable the history table, schema-qualified and quoted where needed
 * @param historyExists whether that table is there
 * @param database the database's name
 * @param serverVersion the server's version, for instance {@code 18.1}
 * @param migrations every migration that is local or in the history: versioned by number, then repeatable by name
 * @param warnings what is applied and not there any more, one sentence each
 * @param problem why {@code up} refuses to work with this history, although nothing is wrong with its rows;
 *     {@code null} if nothing is
 */
public record Status(
        String historyTable,
        boolean historyExists,
        String database,
        String serverVersion,
        List<MigrationStatus> migrations,
        List<String> warnings,
        @Nullable MigrateException problem) {

    public Status {
        migrations = List.copyOf(migrations);
        warnings = List.copyOf(warnings);
    }

    /** The migrations that {@code up} would run, in its order. */
    public List<MigrationStatus> pending() {
        return migrations.stream().filter(MigrationStatus::pending).toList();
    }

    /** Whether nothing is pending, incomplete or half rolled back. */
    public boolean upToDate() {
        return migrations.stream()
                .noneMatch(migration -> migration.pending()
                        || migration.state() == MigrationState.ROLLING_BACK
                        || migration.state() == MigrationState.UNKNOWN);
    }
}
