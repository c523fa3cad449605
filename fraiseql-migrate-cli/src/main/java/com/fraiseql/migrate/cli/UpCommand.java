// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.UpResult;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.options.UpOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = {
            "Apply all pending migrations.",
            "If one fails, what it did is undone, what came before stays, and the next up resumes there.",
            "Where one changes what an incrementally maintained tv_ is made of, its maintenance is reinstalled, "
                    + "unless fraiseql.migrate.ivm.mode",
            "is off (FRAISEQL_MIGRATE_IVM_MODE=off); with apply, what maintains the other tables is installed, too."
        })
final class UpCommand extends DatabaseCommand {

    @Option(names = "--steps", paramLabel = "N", description = "Apply only N migrations.")
    private @Nullable Integer steps;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Apply up to and including this one: 003_add_indexes, or its number.")
    private @Nullable String target;

    @Option(names = "--dry-run", description = "Show what would be applied without running.")
    private boolean dryRun;

    @Option(
            names = "--show-sql",
            description = {
                "With --dry-run: show the statements too.",
                "Secrets are masked, and a placeholder within a string is shown by its name."
            })
    private boolean showSql;

    @Option(
            names = "--backup",
            paramLabel = "FILE",
            description = {
                "Run pg_dump into FILE before the first migration, and stop if that fails.",
                "Nothing is dumped if nothing is pending."
            })
    private @Nullable Path backup;

    private List<String> remarks = List.of();

    @Mixin
    private final RunOptions run = new RunOptions();

    UpCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (steps != null && steps < 1) {
            throw new UsageProblem("--steps " + steps + " is not a number of migrations.", "Give 1 or more.");
        }
        if (showSql && !dryRun) {
            throw new UsageProblem("--show-sql shows what --dry-run would run.", "Add --dry-run.");
        }
        Engine engine = Engine.of(context, server, files, run);
        UpOptions options = new UpOptions(target, steps);
        remarks = run.remarks(engine.folders());
        if (!format.json()) {
            // before the run, since a wrong name is often the reason why a statement fails
            remarks.forEach(context.terminal()::warn);
        }
        return dryRun
                ? new DryRun(context, engine, showSql, format.json(), remarks).run(options)
                : apply(engine, options);
    }

    private int apply(Engine engine, UpOptions options) {
        Backup dump = backup == null ? null : new Backup(backup, engine.target(), context);
        try (RunReport report = RunReport.up(context, engine, format.json(), dump)) {
            Migrator migrator = engine.migrator(context, report);
            UpResult result;
            try {
                result = migrator.up(options);
            } catch (MigrateException e) {
                if (format.json()) {
                    Map<String, @Nullable Object> map = asMap(
                            false, report.done(), RunReport.warnings(remarks, report.found()), null, Duration.ZERO);
                    map.put("database", engine.target().database());
                    map.put("error", FailureJson.asMap(e));
                    context.terminal().line(Json.write(map));
                } else if (!report.done().isEmpty()) {
                    context.terminal()
                            .line("  in the database " + engine.target().display());
                }
                throw e;
            }
            succeeded(result, engine, report.found());
        }
        return ExitCode.OK.number();
    }

    private void succeeded(UpResult result, Engine engine, List<String> found) {
        Terminal terminal = context.terminal();
        IvmReinstallation reinstallation =
                result.applied().isEmpty() ? IvmReinstallation.NOTHING : IvmReinstallation.after(context, engine);
        ReadSide.Left left =
                result.applied().isEmpty() ? new ReadSide.Left(List.of(), List.of()) : ReadSide.left(context, engine);
        if (format.json()) {
            Map<String, @Nullable Object> map = asMap(
                    true,
                    result.applied(),
                    RunReport.warnings(RunReport.warnings(remarks, found), result.warnings()),
                    result.alreadyApplied(),
                    result.duration());
            map.put("database", engine.target().database());
            map.put("waitingForSync", left.waiting());
            map.put("noSource", left.sourceless());
            reinstallation.addTo(map);
            terminal.line(Json.write(map));
            reinstallation.orFail();
            return;
        }
        result.warnings().forEach(terminal::warn);
        if (result.applied().isEmpty()) {
            terminal.line(terminal.done() + " Nothing to do: " + result.alreadyApplied()
                    + (result.alreadyApplied() == 1 ? " migration is" : " migrations are") + " applied");
            return;
        }
        terminal.line(terminal.done() + " Migration completed successfully");
        terminal.line(RunReport.summary(result.applied(), result.duration(), engine.target()));
        if (!left.waiting().isEmpty()) {
            terminal.line("Read tables that wait for fraiseql migrate sync: " + String.join(", ", left.waiting()));
        }
        if (!left.sourceless().isEmpty()) {
            terminal.warn("Read tables that have lost the view that they were filled from: "
                    + String.join(", ", left.sourceless()));
        }
        reinstallation.show(terminal);
        reinstallation.orFail();
    }

    private static Map<String, @Nullable Object> asMap(
            boolean success,
            List<AppliedMigration> applied,
            List<String> warnings,
            @Nullable Integer alreadyApplied,
            Duration duration) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", success);
        map.put("applied", RunReport.asMaps(applied));
        map.put("alreadyApplied", alreadyApplied);
        map.put("warnings", warnings);
        map.put("executionMs", success ? duration : null);
        return map;
    }
}
