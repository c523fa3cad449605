// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.Removal.Removed;
import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.CascadeNotes;
import com.fraiseql.migrate.projection.CascadeRules;
import com.fraiseql.migrate.projection.cascade.CascadeDifference;
import com.fraiseql.migrate.projection.cascade.CascadeFormat;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cascade",
        description = {
            "Show what a change of a table means for everything that is made of it.",
            "For each table and column: the entities that insert, update, delete and truncate affect, and by which",
            "way, and what the server deletes, sets or refuses by itself. Without --remove nothing is changed."
        })
final class CascadeCommand extends ServerCommand {

    enum Format {
        text,
        json,
        dot,
        mermaid,
        svg
    }

    @Parameters(
            arity = "0..1",
            paramLabel = "TABLE",
            description = "Only the rules of this table, for instance tb_user (default: of all).")
    private @Nullable String table;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json, or a picture: dot, mermaid or svg (default: text).")
    private Format format = Format.text;

    @Option(
            names = "--check",
            paramLabel = "FILE",
            description = {
                "Compare the rules with those that --format json has written to a file, and say how they differ: exit",
                "code 12 if they do."
            })
    private @Nullable Path check;

    @Option(
            names = "--remove",
            description = {
                "Remove the triggers that note changes for the eviction from caches, and all that belongs to them.",
                "Asks first."
            })
    private boolean remove;

    @Option(names = "--force", description = "With --remove: skip the confirmation prompt.")
    private boolean force;

    @Mixin
    private final ScopeOptions scope = new ScopeOptions();

    CascadeCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (check != null && (table != null || format.compareTo(Format.json) > 0)) {
            throw new UsageProblem(
                    "--check compares all rules, and answers in text or JSON.",
                    "Leave out the table and the format of the picture.");
        }
        requireSenseOfRemoving();
        Engine engine = Engine.of(context, server, files, null);
        if (remove) {
            CascadeNotes notes = new CascadeNotes(engine.dataSource(), options(engine));
            List<String> noted = notes.tables();
            return new Removal(context, format == Format.json, force)
                    .run(
                            "This removes what notes changes for the eviction from caches in the database "
                                    + engine.target().display(),
                            () -> noted,
                            () -> new Removed(noted, removed(notes.remove(), noted)));
        }
        CascadeRules rules = new CascadeRules(engine.dataSource());
        CascadeOptions options = options(engine);
        if (check != null) {
            return checked(check, rules, options);
        }
        CascadeReport report = rules.report(options);
        CascadeReport meant = table == null ? report : named(report, table);
        Terminal terminal = context.terminal();
        if (format == Format.text && meant.tables().isEmpty()) {
            terminal.line("No change of a table affects an entity or another table.");
        } else {
            terminal.out()
                    .print(CascadeRules.shown(
                            meant, CascadeFormat.valueOf(format.name().toUpperCase(Locale.ROOT))));
            terminal.out().flush();
        }
        return ExitCode.OK.number();
    }

    private static List<String> removed(boolean removed, List<String> noted) {
        if (!removed) {
            return List.of("Nothing is noted");
        }
        return noted.isEmpty()
                ? List.of("Removed what had noted changes; no table had triggers")
                : noted.stream()
                        .map(table -> "Changes of " + table + " are no longer noted")
                        .toList();
    }

    private void requireSenseOfRemoving() {
        if (force && !remove) {
            throw new UsageProblem("--force skips the question that --remove asks.", "Leave it out, or add --remove.");
        }
        if (remove && (check != null || table != null || format.compareTo(Format.json) > 0)) {
            throw new UsageProblem(
                    "--remove removes all triggers, and answers in text or JSON.",
                    "Leave out the table, --check and the format of the picture.");
        }
        if (remove && !force && !context.terminal().asks()) {
            throw new UsageProblem(
                    "cascade --remove asks for confirmation, and there is no terminal to ask on.",
                    "Add --force if you are sure.");
        }
    }

    private CascadeOptions options(Engine engine) {
        SyncOptions sync = scope.of(ReadSide.options(engine, ProjectConfig.of(context.surroundings())));
        return new CascadeOptions(
                sync.schema(), sync.scope().schemas(), sync.scope().exclude());
    }

    private static CascadeReport named(CascadeReport report, String name) {
        CascadeReport found = report.only(name);
        if (found.tables().size() != 1) {
            String known = found.tables().isEmpty() ? "There are no rules for a table " : "There are several tables ";
            throw new UsageProblem(
                    known + name + ".",
                    found.tables().isEmpty()
                            ? "fraiseql migrate cascade shows those that there are."
                            : "Give it with its schema: "
                                    + found.tables().stream()
                                            .map(TableRules::table)
                                            .collect(Collectors.joining(", ")) + ".");
        }
        return found;
    }

    private int checked(Path file, CascadeRules rules, CascadeOptions options) {
        CascadeDifference difference = rules.compare(file.toString(), read(file), options);
        Terminal terminal = context.terminal();
        if (format == Format.json) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("file", file.toString());
            map.put("equal", difference.isEmpty());
            map.put("missing", difference.missing());
            map.put("added", difference.added());
            terminal.line(Json.write(map));
        } else if (difference.isEmpty()) {
            terminal.line(terminal.done() + " " + file + " has the rules of the database");
        } else {
            terminal.line(terminal.wrong() + " " + file + " differs from the database:");
            lines("  - ", difference.missing());
            lines("  + ", difference.added());
            terminal.line("- is in the file only, + in the database only. To accept it: fraiseql migrate cascade "
                    + "--format json > " + file);
        }
        return difference.isEmpty() ? ExitCode.OK.number() : ExitCode.DIFFERENT.number();
    }

    private void lines(String mark, List<String> facts) {
        facts.forEach(fact -> context.terminal().line(mark + fact));
    }

    private String read(Path file) {
        try {
            return Files.readString(context.surroundings().directory().resolve(file));
        } catch (IOException e) {
            throw new MigrateException(
                    FailureCode.UNREADABLE_FILE,
                    file + " cannot be read: " + e.getMessage() + ".",
                    "Give the file that fraiseql migrate cascade --format json has written.");
        }
    }
}
