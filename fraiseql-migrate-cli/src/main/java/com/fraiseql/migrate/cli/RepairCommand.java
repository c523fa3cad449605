// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "repair",
        description = {
            "Accept edited migration files as they are now.",
            "Writes their checksums into the history and gives one to rows that were inserted by hand. Runs no "
                    + "migration."
        })
final class RepairCommand extends DatabaseCommand {

    RepairCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> repaired = migrator().repair();
        return VersionReport.show(
                context.terminal(), format.json(), "repaired", repaired, "Checksum accepted", "Nothing to repair");
    }
}
