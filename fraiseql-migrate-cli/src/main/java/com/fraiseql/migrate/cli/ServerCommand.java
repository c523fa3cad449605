// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A command that works with the migrations of a folder and a database. */
abstract class ServerCommand implements Callable<Integer> {

    final Context context;

    @Mixin
    final FilesOption files = new FilesOption();

    @Mixin
    final ServerOptions server = new ServerOptions();

    ServerCommand(Context context) {
        this.context = context;
    }

    /** A command's options as a reader wants them: its own, then those that it shares with others. */
    static List<OptionSpec> options(CommandSpec command) {
        Set<OptionSpec> shared = new LinkedHashSet<>();
        command.mixins().values().forEach(mixin -> shared.addAll(mixin.options()));
        List<OptionSpec> options = new ArrayList<>(command.options());
        options.sort(Comparator.comparing(shared::contains));
        return options;
    }

    /** Of a command that has no options for a run. */
    final Migrator migrator() {
        return Engine.of(context, server, files, null).migrator(context);
    }
}
