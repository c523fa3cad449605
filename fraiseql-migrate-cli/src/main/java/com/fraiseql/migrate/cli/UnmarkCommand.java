// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "unmark",
        description = {"Forget that migrations are applied, without rolling them back.", "The next up runs them again."
        })
final class UnmarkCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(arity = "1..*", paramLabel = "VERSION", description = "For instance 003_add_indexes, or its number.")
    private List<String> versions = List.of();

    @Mixin
    private final FilesOption files = new FilesOption();

    @Mixin
    private final ServerOptions server = new ServerOptions();

    @Mixin
    private final FormatOption format = new FormatOption();

    UnmarkCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Migrator migrator = Engine.of(context, server, files, null).migrator(context);
        List<String> meant = VersionReport.inFull(versions, migrator.status());
        meant.forEach(migrator::unmark);
        return VersionReport.show(
                context.terminal(), format.json(), "unmarked", meant, "No longer marked as applied", "Nothing to do");
    }
}
