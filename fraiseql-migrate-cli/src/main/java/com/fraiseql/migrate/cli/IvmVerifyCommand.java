// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.projection.ivm.Verification;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "verify",
        description = {
            "Compare maintained tables with their views.",
            "Others may write meanwhile. Ends with exit code 12 if a table differs and was not repaired."
        })
final class IvmVerifyCommand extends DatabaseCommand {

    @Option(names = "--repair", description = "Make tables that differ equal to their views.")
    private boolean repair;

    @Option(
            names = "--sample",
            paramLabel = "N",
            description = "Compare only about N rows of each table, chosen at random (default: all).")
    private int sample;

    @Mixin
    private final ReadTableOptions tables = new ReadTableOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    IvmVerifyCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (!spec.commandLine().getParent().getParseResult().matchedOptions().isEmpty()) {
            throw new UsageProblem(
                    "The options of ivm are given before the word verify.", "Give those of ivm verify after it.");
        }
        if (sample < 0) {
            throw new UsageProblem("--sample " + sample + " is not a number of rows.", "Give 1 or more.");
        }
        Engine engine = Engine.of(context, server, files, null);
        List<Verification> found = IvmTables.of(context, engine, tables).verify(repair, sample);
        boolean right = found.stream().allMatch(table -> table.equal() || table.repaired());
        show(found, right, engine);
        return (right ? ExitCode.OK : ExitCode.DIFFERENT).number();
    }

    private void show(List<Verification> found, boolean right, Engine engine) {
        Terminal terminal = context.terminal();
        if (format.json()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            map.put("success", right);
            map.put("tables", found.stream().map(IvmJson::asMap).toList());
            map.put("database", engine.target().database());
            terminal.line(Json.write(map));
            return;
        }
        found.forEach(new IvmLines(terminal)::verification);
        if (found.isEmpty()) {
            terminal.line("No table is maintained.");
        }
        if (!right) {
            terminal.line("--repair makes them equal to their views.");
        }
    }
}
