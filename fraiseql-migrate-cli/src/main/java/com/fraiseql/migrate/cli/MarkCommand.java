// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "mark",
        description = {
            "Mark migrations as applied, without running them.",
            "What an INSERT into fraiseql_migrations does, with the checksum and a line in the log."
        })
final class MarkCommand extends DatabaseCommand {

    @Parameters(arity = "1..*", paramLabel = "VERSION", description = "For instance 003_add_indexes, or its number.")
    private List<String> versions = List.of();

    MarkCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Migrator migrator = migrator();
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
