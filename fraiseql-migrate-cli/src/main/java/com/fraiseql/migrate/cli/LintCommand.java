// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.MigrationLint;
import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.cli.connect.DriverDataSource;
import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.LintRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.report.MigrationStatus;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "lint",
        description = {
            "Review migrations before they run: long locks, rewrites of tables, lost data, broken applications.",
            "With a database, what is pending there, as one deploy, with the sizes of its tables.",
            "Without one, each file on its own, after those above it. Changes nothing."
        })
final class LintCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = {
                "Files, folders with the folders below them, or - for the standard input (default: the migrations)."
            })
    private List<String> arguments = List.of();

    @Option(
            names = "--since",
            paramLabel = "REF",
            description = {
                "Review only what git says has been added or changed since this branch, tag or commit,",
                "as migrations that run together; the other files are what has been applied before."
            })
    private @Nullable String since;

    @Option(
            names = "--fail-on",
            paramLabel = "LEVEL",
            description = "Exit code 13 from this level on: error, warning, advice, or off for never (default: error).")
    private @Nullable LintLevel failOn;

    @Option(names = "--all", description = "With a database: review the applied migrations, too, each on its own.")
    private boolean all;

    @Option(names = "--offline", description = "Ask no database, even if one is configured.")
    private boolean offline;

    @Option(names = "--explain", paramLabel = "RULE", description = "Show the page of a rule, by number or name.")
    private @Nullable String explain;

    @Option(names = "--rules", description = "List all rules.")
    private boolean rules;

    @Option(
            names = "--placeholder",
            paramLabel = "NAME=VALUE",
            description = "Replace $${NAME} in the files; may be given several times (default: nothing is replaced).")
    private Map<String, String> placeholders = Map.of();

    @Mixin
    private final LintChoices choices = new LintChoices();

    @Mixin
    private final LintFormat format = new LintFormat();

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    LintCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (rules) {
            return listRules();
        }
        if (explain != null) {
            return explain(explain);
        }
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        LintOptions options = choices.options(project);
        LintReport report = review(options, RunOptions.placeholders(project, placeholders));
        LintLevel threshold = failOn == null ? options.failOn() : failOn;
        boolean success = threshold == LintLevel.OFF || !report.reaches(threshold);
        print(report, success);
        return (success ? ExitCode.OK : ExitCode.FINDINGS).number();
    }

    private LintReport review(LintOptions options, Map<String, String> values) {
        boolean migrations = arguments.isEmpty() && since == null;
        if (!offline && (server.isGiven() || migrations)) {
            try {
                Optional<ServerTarget> target = server.findTarget(context);
                if (target.isPresent()) {
                    return review(migrator(target.get(), options, values), migrations && !all);
                }
            } catch (MigrateException e) {
                if (server.isGiven() || e.code().category() != FailureCode.Category.CONNECTION) {
                    throw e;
                }
                context.terminal()
                        .warn("Reviewing without the database that is configured: " + e.what() + " (--offline does "
                                + "not ask it.)");
            }
        }
        return MigrationLint.review(inputs(null).files(), options, values);
    }

    private LintReport review(Migrator migrator, boolean pendingOnly) {
        if (!pendingOnly) {
            return migrator.lint(inputs(null).files());
        }
        Set<String> pending = new HashSet<>();
        for (MigrationStatus migration : migrator.status().migrations()) {
            if (migration.pending()) {
                pending.add(migration.file());
            }
        }
        return migrator.lint(inputs(pending).files());
    }

    private Migrator migrator(ServerTarget target, LintOptions options, Map<String, String> values) {
        FilesOption.Folders folders = files.folders(context);
        MigrateOptions engine = server.options(ProjectConfig.of(context.surroundings()))
                .withLint(options)
                .withPlaceholders(values);
        return new Engine(target, new DriverDataSource(target), folders, engine).migrator(context);
    }

    /** @param pending the names of the files that are pending in the database; {@code null} without one */
    private LintInputs inputs(@Nullable Set<String> pending) {
        Path directory = context.surroundings().directory();
        LintInputs inputs = pending != null
                ? LintInputs.pending(context, pending)
                : since == null
                        ? LintInputs.all(context)
                        : LintInputs.since(context, new GitChanges(directory).since(since));
        arguments.forEach(inputs::add);
        if (arguments.isEmpty()) {
            files.folders(context).shown().forEach(folder -> inputs.addFolder(folder, false));
        }
        return inputs;
    }

    private void print(LintReport report, boolean success) {
        Terminal terminal = context.terminal();
        switch (format.chosen()) {
            case text -> new LintText(terminal).print(report);
            case json -> Json.print(LintJson.asMap(report, success), terminal.out());
            case sarif -> Json.print(Sarif.of(report, Version.number()), terminal.out());
            case github -> Annotations.print(report, terminal);
        }
    }

    private int listRules() {
        if (format.chosen() == LintFormat.Format.json) {
            List<LintRule> all = MigrationLint.rules();
            context.terminal()
                    .line(Json.write(
                            Map.of("rules", all.stream().map(LintJson::asMap).toList())));
        } else {
            new LintText(context.terminal()).printRules();
        }
        return ExitCode.OK.number();
    }

    private int explain(String word) {
        LintRule rule = MigrationLint.rule(word)
                .orElseThrow(() -> new UsageProblem(
                        "There is no rule " + word + ".", "fraiseql migrate lint --rules lists all of them."));
        context.terminal()
                .line(
                        format.chosen() == LintFormat.Format.json
                                ? Json.write(LintJson.asMap(rule))
                                : MigrationLint.page(word).orElse("").stripTrailing());
        return ExitCode.OK.number();
    }
}
