// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.DownResult;
import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.report.RollbackPreview;
import com.fraiseql.migrate.report.RollbackReport;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "down",
        description = {
            "Roll back the last migration.",
            "Asks for confirmation. Every migration to roll back must have a rollback before the first one runs. "
                    + "Repeatable "
                    + "migrations (R_) are",
            "not rolled back and stay recorded as applied; unmark one whose work is gone, and the next up runs it "
                    + "again.",
            "Incremental maintenance is reinstalled as by up.",
            "Meant for development; in production, prefer a new migration that reverts the change."
        })
final class DownCommand extends DatabaseCommand {

    @Option(names = "--steps", paramLabel = "N", description = "Roll back N migrations (default: 1).")
    private @Nullable Integer steps;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Roll back every numbered migration that was applied after this one; 0 for all of them.")
    private @Nullable String target;

    @Option(names = "--force", description = "Skip the confirmation prompt.")
    private boolean force;

    @Option(names = "--dry-run", description = "Show what would be rolled back without running.")
    private boolean dryRun;

    @Mixin
    private final RunOptions run = new RunOptions();

    DownCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (steps != null && target != null) {
            throw new UsageProblem("--steps and --to exclude each other.", "Give one of them.");
        }
        if (!force && !dryRun && !context.terminal().asks()) {
            throw new UsageProblem(
                    "down asks for confirmation, and there is no terminal to ask on.",
                    "Add --force if you are sure, or --dry-run to see what it would roll back.");
        }
        Engine engine = Engine.of(context, server, files, run);
        DownOptions options = target != null ? DownOptions.to(target) : DownOptions.steps(steps == null ? 1 : steps);
        RollbackPreview preview = engine.migrator(context).rollbackPreview(options);
        List<RollbackReport> plan = preview.steps();
        if (plan.isEmpty() || dryRun) {
            nothingDone(preview);
            return ExitCode.OK.number();
        }
        if (!force && !confirmed(preview, engine)) {
            if (format.json()) {
                context.terminal()
                        .line(Json.write(Map.of("success", false, "declined", true, "rolledBack", List.of())));
            }
            context.terminal().err().println("Nothing has been rolled back.");
            return ExitCode.DECLINED.number();
        }
        rollBack(engine, options, plan);
        return ExitCode.OK.number();
    }

    private void nothingDone(RollbackPreview preview) {
        List<RollbackReport> plan = preview.steps();
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("dryRun", dryRun);
            map.put("success", true);
            map.put(
                    dryRun ? "wouldRollBack" : "rolledBack",
                    plan.stream().map(step -> step.version()).toList());
            map.put("warnings", preview.warnings());
            terminal.line(Json.write(map));
        } else if (plan.isEmpty()) {
            terminal.line(terminal.done() + " Nothing to roll back");
        } else {
            terminal.line("Would roll back " + migrations(plan) + ":");
            plan.forEach(step -> terminal.line("  " + terminal.open() + " " + step.file()));
            preview.warnings().forEach(terminal::warn);
            terminal.line("Nothing has been changed.");
        }
    }

    private boolean confirmed(RollbackPreview preview, Engine engine) {
        List<RollbackReport> plan = preview.steps();
        Terminal terminal = context.terminal();
        terminal.err()
                .println("This rolls back " + migrations(plan) + " in the database "
                        + engine.target().display() + ":");
        plan.forEach(step -> terminal.err().println("  " + step.file()));
        preview.warnings().forEach(terminal::warn);
        return terminal.agrees();
    }

    private static String migrations(List<RollbackReport> plan) {
        return Counted.of(plan.size(), "migration");
    }

    private void rollBack(Engine engine, DownOptions options, List<RollbackReport> plan) {
        Set<String> agreed = plan.stream().map(step -> step.version()).collect(Collectors.toSet());
        try (RunReport report = RunReport.down(context, engine, format.json(), agreed)) {
            Migrator migrator = engine.migrator(context, report);
            DownResult result;
            try {
                result = migrator.down(options);
            } catch (MigrateException e) {
                if (format.json()) {
                    Map<String, @Nullable Object> map = new LinkedHashMap<>();
                    map.put("success", false);
                    map.put("rolledBack", RunReport.asMaps(report.done()));
                    map.put("database", engine.target().database());
                    map.put("error", FailureJson.asMap(e));
                    context.terminal().line(Json.write(map));
                }
                throw e;
            }
            succeeded(result, engine);
        }
    }

    private void succeeded(DownResult result, Engine engine) {
        Terminal terminal = context.terminal();
        IvmReinstallation reinstallation = IvmReinstallation.after(context, engine);
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("success", true);
            map.put("rolledBack", RunReport.asMaps(result.rolledBack()));
            map.put("warnings", result.warnings());
            map.put("database", engine.target().database());
            map.put("executionMs", result.duration());
            reinstallation.addTo(map);
            terminal.line(Json.write(map));
            reinstallation.orFail();
            return;
        }
        result.warnings().forEach(terminal::warn);
        terminal.line(terminal.done() + " Rollback completed successfully");
        terminal.line(RunReport.summary(result.rolledBack(), result.duration(), engine.target()));
        reinstallation.show(terminal);
        reinstallation.orFail();
    }
}
