// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.report.MigrationStatus;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = {
            "Show migration status.",
            "Reads the history in one round trip and changes nothing. ✓ is applied, ○ is pending, ✗ needs a look."
        })
final class StatusCommand extends DatabaseCommand {

    @Option(names = "--exit-code", description = "End with exit code 5 if something is pending or needs a look (✗).")
    private boolean exitCode;

    StatusCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Migrator migrator = migrator();
        Status status = migrator.status();
        migrator.leftOut().forEach(context.terminal()::warn);
        if (format.json()) {
            context.terminal().line(Json.write(asMap(status)));
        } else {
            print(status);
        }
        boolean settled = status.upToDate()
                && status.migrations().stream().noneMatch(migration -> StatusLine.isWrong(migration.state()));
        return exitCode && !settled ? ExitCode.HISTORY.number() : ExitCode.OK.number();
    }

    private void print(Status status) {
        Terminal terminal = context.terminal();
        if (status.migrations().isEmpty()) {
            terminal.line("No migrations in " + files.folders(context).display() + ", and none applied.");
            printHistory(status);
            return;
        }
        ZoneId zone = context.clock().getZone();
        StringBuilder text = new StringBuilder("Migration Status:");
        for (MigrationStatus migration : status.migrations()) {
            text.append("\n  ").append(StatusLine.of(migration, terminal, zone));
        }
        if (status.migrations().stream().anyMatch(migration -> migration.appliedAt() != null)) {
            text.append("\n  Times are ")
                    .append(StatusLine.zone(zone, context.clock().instant()))
                    .append('.');
        }
        terminal.line(text.toString());
        printHistory(status);
    }

    /** Names the history table if it does not exist or may be the wrong one. */
    private void printHistory(Status status) {
        status.warnings().forEach(warning -> context.terminal().warn(warning));
        MigrateException problem = status.problem();
        if (problem != null) {
            context.terminal().line(problem.render());
        } else if (!status.historyExists()) {
            context.terminal()
                    .line("There is no history yet: " + status.historyTable() + " does not exist in database "
                            + status.database() + ".");
        }
    }

    static Map<String, @Nullable Object> asMap(Status status) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("database", status.database());
        map.put("serverVersion", status.serverVersion());
        map.put("historyTable", status.historyTable());
        map.put("historyExists", status.historyExists());
        MigrateException problem = status.problem();
        if (problem != null) {
            map.put("problem", FailureJson.asMap(problem));
        }
        map.put("warnings", status.warnings());
        map.put("pending", status.pending().size());
        List<Map<String, @Nullable Object>> migrations =
                status.migrations().stream().map(StatusCommand::asMap).toList();
        map.put("migrations", migrations);
        return map;
    }

    static Map<String, @Nullable Object> asMap(MigrationStatus migration) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("version", migration.version());
        map.put("file", migration.file());
        map.put("description", migration.description());
        map.put("repeatable", migration.repeatable());
        map.put("state", migration.state());
        map.put("pending", migration.pending());
        map.put("fileChecksum", migration.fileChecksum());
        map.put("checksum", migration.checksum());
        map.put("appliedAt", migration.appliedAt());
        map.put("appliedBy", migration.appliedBy());
        map.put("executionMs", migration.executionMs());
        map.put("rank", migration.rank());
        map.put("unitsDone", migration.unitsDone());
        map.put("unitsTotal", migration.unitsTotal());
        map.put("rollbackUnitsDone", migration.rollbackUnitsDone());
        map.put("rollbackUnitsTotal", migration.rollbackUnitsTotal());
        map.put("rollbackStored", migration.rollbackStored());
        return map;
    }
}
