// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.execute.MigrationEngine;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.HistoryRow;
import com.fraiseql.migrate.options.Policy;
import com.fraiseql.migrate.plan.Planner;
import com.fraiseql.migrate.report.LogAction;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import com.fraiseql.migrate.source.Versions;
import java.util.ArrayList;
import java.util.List;

/** Changes the history itself, without running a migration. {@link Migrator} says what each does. */
final class HistoryMaintenance {

    private final MigrationSource source;
    private final MigrationEngine engine;
    private final Policy policy;

    HistoryMaintenance(MigrationSource source, MigrationEngine engine, Policy policy) {
        this.source = source;
        this.engine = engine;
        this.policy = policy;
    }

    List<String> repair() {
        List<LocalMigration> local = source.load();
        List<String> repaired = new ArrayList<>();
        engine.maintain(local, maintenance -> {
            List<String> statements = new ArrayList<>();
            for (MigrationStatus status : new Planner(local, maintenance.history(), policy).statuses()) {
                if (status.state() == MigrationState.CHANGED || status.state() == MigrationState.UNVERIFIED) {
                    statements.addAll(maintenance.repair(find(local, status.version())));
                    repaired.add(status.version());
                }
            }
            return statements;
        });
        return repaired;
    }

    boolean mark(String version) {
        List<LocalMigration> local = source.load();
        LocalMigration migration = find(local, version);
        boolean[] changed = new boolean[1];
        engine.maintain(local, maintenance -> {
            List<String> statements = maintenance.mark(migration, LogAction.MARK);
            changed[0] = !statements.isEmpty();
            return statements;
        });
        return changed[0];
    }

    void unmark(String version) {
        List<LocalMigration> local = source.load();
        engine.maintain(
                local,
                maintenance -> maintenance.unmark(maintenance.history().rows().stream()
                        .map(row -> row.version())
                        .filter(known -> Versions.matches(version, known))
                        .findFirst()
                        .orElseGet(() -> local.stream()
                                .map(LocalMigration::version)
                                .filter(known -> Versions.matches(version, known))
                                .findFirst()
                                .orElse(version))));
    }

    List<String> baseline(String version) {
        List<LocalMigration> local = source.load();
        LocalMigration last = find(local, version);
        List<String> marked = new ArrayList<>();
        engine.maintain(local, maintenance -> {
            Planner.refuseHalfRolledBack(local, maintenance.history());
            List<String> statements = new ArrayList<>();
            for (LocalMigration migration : local) {
                if (last.number() == null
                        || migration.number() == null
                        || migration.number().compareTo(last.number()) > 0) {
                    continue;
                }
                maintenance.history().row(migration.version()).ifPresent(HistoryMaintenance::refuseIncomplete);
                List<String> one = maintenance.mark(migration, LogAction.BASELINE);
                if (!one.isEmpty()) {
                    statements.addAll(one);
                    marked.add(migration.version());
                }
            }
            return statements;
        });
        return marked;
    }

    /** What is half done is no base; who has completed it by hand says so of that one. */
    private static void refuseIncomplete(HistoryRow row) {
        if (row.incomplete()) {
            throw new MigrateException(
                    FailureCode.NOT_UP_TO_DATE,
                    "Migration " + row.version() + " is incomplete, " + row.unitsDone() + " of " + row.unitsTotal()
                            + " units are done, and the baseline would take the rest for done.",
                    "Finish it with `fraiseql migrate up`; if you have completed it by hand, run `fraiseql migrate "
                            + "mark "
                            + row.version() + "` first.");
        }
    }

    static LocalMigration find(List<LocalMigration> local, String version) {
        return local.stream()
                .filter(migration -> Versions.matches(version, migration.version()))
                .findFirst()
                .orElseThrow(() -> unknown(version));
    }

    static MigrateException unknown(String version) {
        return new MigrateException(
                FailureCode.UNKNOWN_VERSION,
                "There is no migration " + version + " here.",
                "Give a version as `fraiseql migrate status` shows it, for instance 003_add_indexes, or its number.");
    }
}
