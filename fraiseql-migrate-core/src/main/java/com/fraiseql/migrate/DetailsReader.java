// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.execute.MigrationEngine;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.plan.Planner;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Script;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import com.fraiseql.migrate.source.Versions;
import java.util.ArrayList;
import java.util.List;

/** Tells everything that is known about one migration. {@link Migrator} says what each method does. */
final class DetailsReader {

    private static final int LOG_LINES = 50;

    private final MigrationSource source;
    private final MigrationEngine engine;
    private final MigrateOptions options;

    DetailsReader(MigrationSource source, MigrationEngine engine, MigrateOptions options) {
        this.source = source;
        this.engine = engine;
        this.options = options;
    }

    MigrationDetails details(String version) {
        List<LocalMigration> local = source.load();
        MigrationStatus[] found = new MigrationStatus[1];
        MigrationEngine.Remembered record = engine.remembered(
                history -> {
                    found[0] = new Planner(local, history, options.policy())
                            .statuses().stream()
                                    .filter(one -> Versions.matches(version, one.version()))
                                    .findFirst()
                                    .orElseThrow(() -> HistoryMaintenance.unknown(version));
                    return found[0].version();
                },
                LOG_LINES);
        MigrationStatus status = found[0];
        List<Unit> units = local.stream()
                .filter(migration -> migration.version().equals(status.version()) && migration.code() == null)
                .findFirst()
                .map(migration -> Script.read(migration.text(), Cuts.none(), options.placeholders())
                        .units())
                .orElse(List.of());
        return new MigrationDetails(
                status, units.stream().map(Unit::report).toList(), record.storedRollback(), record.log());
    }

    List<String> statements(String version) {
        LocalMigration migration = HistoryMaintenance.find(source.load(), version);
        List<String> statements = new ArrayList<>();
        if (migration.code() == null) {
            try (StatementReader reader = StatementReader.open(migration.text(), options.placeholders())) {
                for (Statement statement = reader.next(); statement != null; statement = reader.next()) {
                    statements.add(statement.shown());
                }
            }
        }
        return statements;
    }
}
