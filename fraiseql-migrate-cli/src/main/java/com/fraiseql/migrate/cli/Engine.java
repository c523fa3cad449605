// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.cli.connect.DriverDataSource;
import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.MigrateOptions;
import org.jspecify.annotations.Nullable;

/**
 * From options to the engine.
 *
 * @param target the server
 * @param dataSource opens connections to it
 * @param folders where the migrations are
 * @param options how the engine works
 */
record Engine(ServerTarget target, DriverDataSource dataSource, FilesOption.Folders folders, MigrateOptions options) {

    static Engine of(Context context, ServerOptions server, FilesOption files, @Nullable RunOptions run) {
        ServerTarget target = server.target(context);
        ProjectConfig project = ProjectConfig.of(context.surroundings());
        MigrateOptions options = server.options(project);
        return new Engine(
                target,
                new DriverDataSource(target),
                files.folders(context),
                (run == null ? new RunOptions() : run).applyTo(options, project));
    }

    /** A migrator that Ctrl-C cancels. */
    Migrator migrator(Context context, MigrationListener listener) {
        Migrator migrator = Migrator.builder(dataSource)
                .source(folders.source())
                .options(options)
                .listener(listener)
                .build();
        context.interrupts().onInterrupt(migrator::cancel);
        return migrator;
    }

    Migrator migrator(Context context) {
        return migrator(context, new MigrationListener() {});
    }
}
