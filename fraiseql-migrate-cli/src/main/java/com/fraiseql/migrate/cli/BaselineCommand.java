// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "baseline",
        description = {
            "Mark every migration up to this one as applied, without running any.",
            "For a database that existed before its migrations."
        })
final class BaselineCommand extends DatabaseCommand {

    @Parameters(paramLabel = "VERSION", description = "The last one, for instance 003_add_indexes, or its number.")
    private String version = "";

    BaselineCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> marked = migrator().baseline(version);
        return VersionReport.show(
                context.terminal(),
                format.json(),
                "marked",
                marked,
                "Marked as applied",
                "All of them are applied already");
    }
}
