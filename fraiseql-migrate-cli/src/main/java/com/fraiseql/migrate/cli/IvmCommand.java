// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.Removal.Removed;
import com.fraiseql.migrate.projection.ivm.IvmProblem;
import com.fraiseql.migrate.projection.ivm.IvmReport;
import com.fraiseql.migrate.projection.ivm.IvmResult;
import com.fraiseql.migrate.projection.ivm.TableVerdict;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "ivm",
        description = {
            "Maintain tv_ tables as rows change.",
            "Without an action it shows for each tv_x whether triggers can keep it equal to v_x after every commit,",
            "and otherwise why not and what would cure it. Nothing is changed."
        })
final class IvmCommand extends DatabaseCommand {

    @Option(
            names = "--explain",
            paramLabel = "TABLE",
            description = "Show of one table how changes find its rows, and the columns that count.")
    private @Nullable String explain;

    @Option(
            names = "--write",
            paramLabel = "FILE",
            description = {
                "Save the SQL that installs it as a migration, for instance 070_ivm.sql; a name without a folder is in "
                        + "the",
                "migrations directory, - is the output. An existing file is not overwritten."
            })
    private @Nullable String write;

    @Option(
            names = "--apply",
            description = "Install it, or reinstall what has changed, and make the tables equal to their views.")
    private boolean apply;

    @Option(
            names = "--drop",
            description = "Remove everything that --apply has installed. The tables keep their rows. Asks first.")
    private boolean drop;

    @Option(names = "--force", description = "With --drop: skip the confirmation prompt.")
    private boolean force;

    @Mixin
    private final ReadTableOptions tables = new ReadTableOptions();

    IvmCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (Stream.of(explain != null, write != null, apply, drop)
                        .filter(chosen -> chosen)
                        .count()
                > 1) {
            throw new UsageProblem("--explain, --write, --apply and --drop exclude each other.", "Give one of them.");
        }
        if (force && !drop) {
            throw new UsageProblem("--force skips the question that --drop asks.", "Leave it out, or add --drop.");
        }
        if (drop && !force && !context.terminal().asks()) {
            throw new UsageProblem(
                    "ivm --drop asks for confirmation, and there is no terminal to ask on.",
                    "Add --force if you are sure.");
        }
        Engine engine = Engine.of(context, server, files, null);
        IvmTables found = IvmTables.of(context, engine, tables);
        if (apply) {
            return applied(found.apply(), engine);
        }
        if (drop) {
            return new Removal(context, format.json(), force)
                    .run(
                            "This removes what maintains the read tables in the database "
                                    + engine.target().display(),
                            found::registered,
                            () -> dropped(found.drop()));
        }
        IvmReport report = found.explain();
        if (write != null) {
            return new IvmFile(context, files, format.json()).write(write, report);
        }
        return explain == null ? shown(report, found.inspect()) : explained(report, explain);
    }

    private static Removed dropped(List<String> tables) {
        return new Removed(
                tables,
                tables.isEmpty()
                        ? List.of("Nothing is maintained")
                        : tables.stream()
                                .map(table -> table + " is no longer maintained; it keeps its rows")
                                .toList());
    }

    private int shown(IvmReport report, List<IvmProblem> problems) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = tables(report.tables());
            map.put("problems", problems.stream().map(IvmJson::asMap).toList());
            terminal.line(Json.write(map));
            return ExitCode.OK.number();
        }
        IvmLines lines = new IvmLines(terminal);
        report.tables().forEach(lines::table);
        problems.forEach(lines::problem);
        if (report.tables().isEmpty()) {
            terminal.line("There is no tv_ table.");
        } else if (report.tables().stream()
                .anyMatch(table -> table.incremental() && table.installed() != Installed.CURRENT)) {
            terminal.line("--apply installs it; --write 070_ivm.sql saves the SQL as a migration.");
        }
        return ExitCode.OK.number();
    }

    private int explained(IvmReport report, String name) {
        List<TableVerdict> meant = report.tables().stream()
                .filter(table -> table.table().equals(name) || table.table().endsWith("." + name))
                .toList();
        if (meant.size() != 1) {
            throw new UsageProblem(
                    (meant.isEmpty() ? "There is no table " : "There are several tables ")
                            + name
                            + (meant.isEmpty() ? " in this database." : "."),
                    meant.isEmpty()
                            ? "fraiseql migrate ivm shows which there are."
                            : "Give it with its schema: "
                                    + String.join(
                                            ", ",
                                            meant.stream()
                                                    .map(TableVerdict::table)
                                                    .toList()) + ".");
        }
        if (format.json()) {
            context.terminal().line(Json.write(IvmJson.asMap(meant.get(0))));
        } else {
            new IvmLines(context.terminal()).explain(meant.get(0));
        }
        return ExitCode.OK.number();
    }

    private int applied(IvmResult result, Engine engine) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("success", true);
            map.put("installed", result.installed());
            map.put("removed", result.removed());
            map.putAll(tables(result.tables()));
            map.put("database", engine.target().database());
            terminal.line(Json.write(map));
            return ExitCode.OK.number();
        }
        IvmLines lines = new IvmLines(terminal);
        result.tables().forEach(lines::table);
        result.installed()
                .forEach(table -> terminal.line(
                        terminal.done() + " Installed for " + table + ", which has been made equal to its view"));
        result.removed().forEach(table -> terminal.line(terminal.wrong() + " Removed for " + table));
        if (result.installed().isEmpty() && result.removed().isEmpty()) {
            terminal.line(terminal.done() + " Nothing to do");
        }
        return ExitCode.OK.number();
    }

    private static Map<String, @Nullable Object> tables(List<TableVerdict> tables) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tables", tables.stream().map(IvmJson::asMap).toList());
        return map;
    }
}
