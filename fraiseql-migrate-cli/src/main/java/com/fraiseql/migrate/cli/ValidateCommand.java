// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.FileCheck;
import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.FailureCode.Category;
import com.fraiseql.migrate.failure.LongList;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.report.UpPlan;
import com.fraiseql.migrate.source.LocalMigration;
import com.fraiseql.migrate.source.MigrationSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "validate",
        description = {
            "Check the migrations, with or without a database.",
            "Names, numbers, duplicates, encoding, the content of every file, rollback sections. Where a database "
                    + "is named,",
            "also the history: edited, missing and out-of-order migrations. Changes nothing."
        })
final class ValidateCommand extends DatabaseCommand {

    @Option(names = "--offline", description = "Check the files only, even if a database is configured.")
    private boolean offline;

    @Option(names = "--no-pending", description = "It is an error if a migration is pending.")
    private boolean noPending;

    @Option(names = "--require-rollback", description = "It is an error if a migration has no rollback.")
    private boolean requireRollback;

    private static final int MOST_PROBLEMS = 10;

    private final List<String> hints = new ArrayList<>();
    private boolean databaseAsked;
    private final List<String> leftOut = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    @Mixin
    private final RunOptions run = new RunOptions();

    ValidateCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<MigrateException> problems = new ArrayList<>();
        List<LocalMigration> migrations = List.of();
        List<String> withoutRollback = new ArrayList<>();
        try {
            FilesOption.Folders folders = files.folders(context);
            remarks.addAll(run.remarks(folders));
            MigrationSource source = folders.source();
            migrations = source.load();
            leftOut.addAll(source.leftOut());
            checkFiles(migrations, problems, withoutRollback);
        } catch (MigrateException e) {
            problems.add(e);
        }
        boolean online = !offline && server.findTarget(context).isPresent();
        UpPlan plan = online && problems.isEmpty() ? checkHistory(problems) : null;
        report(migrations, withoutRollback, plan, problems);
        if (problems.isEmpty()) {
            return ExitCode.OK.number();
        }
        if (!format.json()) {
            ErrorReport errors = new ErrorReport(context.terminal(), null, false);
            int shown = problems.size() <= MOST_PROBLEMS + 1 ? problems.size() : MOST_PROBLEMS;
            problems.subList(0, shown - 1).forEach(errors::show);
            if (shown < problems.size()) {
                context.terminal()
                        .warn(problems.size() + " problems were found, of which " + shown
                                + " are shown; --format json has them all.");
            }
            throw problems.get(shown - 1);
        }
        throw problems.get(0);
    }

    private void checkFiles(
            List<LocalMigration> migrations, List<MigrateException> problems, List<String> withoutRollback) {
        Map<String, String> placeholders = run.applyTo(
                        MigrateOptions.defaults(), ProjectConfig.of(context.surroundings()))
                .placeholders();
        FileCheck check = FileCheck.of(migrations, placeholders);
        problems.addAll(check.problems());
        withoutRollback.addAll(check.withoutRollback());
        hints.addAll(check.hints());
        if (requireRollback && !withoutRollback.isEmpty()) {
            problems.add(MigrateException.builder(
                            FailureCode.NO_ROLLBACK,
                            "There is no rollback for " + LongList.words(withoutRollback) + ".",
                            "End the file with a line -- Rollback: and below it the SQL, each line as a comment.")
                    .detail(hints.isEmpty() ? null : LongList.lines(hints))
                    .build());
        }
    }

    private @Nullable UpPlan checkHistory(List<MigrateException> problems) {
        try {
            UpPlan plan =
                    Engine.of(context, server, files, run).migrator(context).plan(UpOptions.all());
            databaseAsked = true;
            if (noPending && !plan.steps().isEmpty()) {
                problems.add(new MigrateException(
                        FailureCode.NOT_UP_TO_DATE,
                        "Pending: " + LongList.words(plan.versions()) + ".",
                        "Run fraiseql migrate up."));
            }
            return plan;
        } catch (MigrateException e) {
            Category category = e.code().category();
            databaseAsked = category != Category.CONNECTION && category != Category.USAGE;
            problems.add(e);
            return null;
        }
    }

    private void report(
            List<LocalMigration> migrations,
            List<String> withoutRollback,
            @Nullable UpPlan plan,
            List<MigrateException> problems) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("valid", problems.isEmpty());
            map.put("total", migrations.size());
            map.put("withoutRollback", withoutRollback);
            map.put("databaseChecked", databaseAsked);
            map.put("pendingVersions", plan == null ? null : plan.versions());
            map.put("warnings", RunReport.warnings(remarks, plan == null ? leftOut : plan.warnings()));
            map.put("problems", problems.stream().map(FailureJson::asMap).toList());
            terminal.line(Json.write(map));
            return;
        }
        remarks.forEach(terminal::warn);
        // if the check of the history failed, its error contains them
        List<String> ofFiles = databaseAsked ? List.of() : leftOut;
        (plan == null ? ofFiles : plan.warnings()).forEach(terminal::warn);
        if (problems.isEmpty()) {
            terminal.line(terminal.done() + " " + migrations.size()
                    + (migrations.size() == 1 ? " migration is valid" : " migrations are valid")
                    + (plan == null
                            ? " (files only)"
                            : plan.steps().isEmpty()
                                    ? ", none pending"
                                    : ", " + plan.steps().size() + " pending"));
            if (!withoutRollback.isEmpty()) {
                terminal.line("  without a rollback: " + LongList.words(withoutRollback));
                hints.stream().limit(10).forEach(hint -> terminal.line("  " + hint));
            }
        }
    }
}
