// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "baseline",
        description = {
            "Mark every migration up to this one as applied, without running any.",
            "For a database that existed before its migrations."
        })
final class BaselineCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "VERSION", description = "The last one, for instance 003_add_indexes, or its number.")
    private String version = "";

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    BaselineCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<String> marked =
                Engine.of(context, server, files, null).migrator(context).baseline(version);
        return VersionReport.show(
                context.terminal(),
                format.json(),
                "marked",
                marked,
                "Marked as applied",
                "All of them are applied already");
    }
}
