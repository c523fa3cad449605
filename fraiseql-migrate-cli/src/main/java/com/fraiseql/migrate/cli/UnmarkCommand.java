// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "unmark",
        description = {"Forget that migrations are applied, without rolling them back.", "The next up runs them again."
        })
final class UnmarkCommand extends DatabaseCommand {

    @Parameters(arity = "1..*", paramLabel = "VERSION", description = "For instance 003_add_indexes, or its number.")
    private List<String> versions = List.of();

    UnmarkCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Migrator migrator = migrator();
        List<String> meant = VersionReport.inFull(versions, migrator.status());
        meant.forEach(migrator::unmark);
        return VersionReport.show(
                context.terminal(), format.json(), "unmarked", meant, "No longer marked as applied", "Nothing to do");
    }
}
