// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "mark",
        description = {
            "Mark migrations as applied, without running them.",
            "What an INSERT into fraiseql_migrations does, with the checksum and a line in the log."
        })
final class MarkCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "VERSION", description = "For instance 003_add_indexes, or its number.")
    private List<String> versions = List.of();

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    MarkCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Migrator migrator = Engine.of(context, server, files, null).migrator(context);
        List<String> marked = new ArrayList<>();
        for (String version : VersionReport.inFull(versions, migrator.status())) {
            if (migrator.mark(version)) {
                marked.add(version);
            }
        }
        return VersionReport.show(
                context.terminal(),
                format.json(),
                "marked",
                marked,
                "Marked as applied",
                "All of them are applied already");
    }
}
