// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "repair",
        description = {
            "Accept edited migration files as they are now.",
            "Writes their checksums into the history and gives one to rows that were inserted by hand. Runs no "
                    + "migration."
        })
final class RepairCommand implements Callable<Integer> {

    private final Context context;

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    RepairCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<String> repaired =
                Engine.of(context, server, files, null).migrator(context).repair();
        return VersionReport.show(
                context.terminal(), format.json(), "repaired", repaired, "Checksum accepted", "Nothing to repair");
    }
}
