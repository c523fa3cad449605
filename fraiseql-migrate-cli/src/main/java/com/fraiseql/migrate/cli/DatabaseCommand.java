// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import picocli.CommandLine.Mixin;

/** A command whose report is text or JSON. */
abstract class DatabaseCommand extends ServerCommand {

    @Mixin
    final FormatOption format = new FormatOption();

    DatabaseCommand(Context context) {
        super(context);
    }
}
