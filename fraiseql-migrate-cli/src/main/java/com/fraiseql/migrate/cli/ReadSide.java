// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.Surroundings;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.OtherSources;
import com.fraiseql.migrate.projection.ReadTablePresence;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.TableStatus;
import com.fraiseql.migrate.projection.sync.TableStatus.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The {@code tv_} tables of the database that the migrations are for. */
final class ReadSide {

    private static final String LOCATION = "fraiseql.migrate.sync.location";

    private ReadSide() {}

    /** The defaults, changed by the project's configuration. */
    static SyncOptions options(Engine engine, ProjectConfig project) {
        SyncOptions defaults = SyncOptions.defaults();
        return defaults.withTimeZone(project.find("fraiseql.migrate.time-zone")
                        .map(ProjectConfig.Value::text)
                        .orElse(defaults.timeZone()))
                .withSchema(engine.options().history().schema())
                .withSchemas(list(project, "fraiseql.migrate.sync.schemas"))
                .withExclude(list(project, "fraiseql.migrate.sync.exclude"))
                .withAdopt(project.find("fraiseql.migrate.sync.adopt")
                        .map(value -> value.text().equalsIgnoreCase("true"))
                        .orElse(false));
    }

    /** The tables that incremental maintenance would leave alone, since beans or files fill them. */
    static OtherSources others(Context context, Engine engine, SyncOptions options) {
        return OtherSources.of(readTables(context, engine).build(), options);
    }

    /** The hooks of an application, which are beans, are not known here. */
    static ReadTables.Builder readTables(Context context, Engine engine) {
        return ReadTables.builder(engine.dataSource()).hooksElsewhere().selects(selects(context, engine));
    }

    /**
     * What remains to be done after a migration.
     *
     * @param waiting the tables that need a sync
     * @param sourceless the tables that were filled before and that nothing can be filled from any more
     */
    record Left(List<String> waiting, List<String> sourceless) {

        private static Left of(List<TableStatus> tables) {
            return new Left(
                    names(tables, table -> table.state() != State.UNCHANGED && table.state() != State.NO_SOURCE),
                    names(tables, table -> table.state() == State.NO_SOURCE && table.finishedAt() != null));
        }

        private static List<String> names(List<TableStatus> tables, Predicate<TableStatus> which) {
            return tables.stream().filter(which).map(TableStatus::table).toList();
        }
    }

    /** Empty if it cannot be determined, since it is only a note. */
    static Left left(Context context, Engine engine) {
        return Left.of(tables(context, engine));
    }

    private static List<TableStatus> tables(Context context, Engine engine) {
        if (!ReadTablePresence.possibleIn(engine.dataSource())) {
            return List.of();
        }
        try {
            return readTables(context, engine)
                    .build()
                    .status(options(engine, ProjectConfig.of(context.surroundings())));
        } catch (MigrateException e) {
            return List.of();
        }
    }

    private static Set<String> list(ProjectConfig project, String key) {
        return project.list(key).stream().map(ProjectConfig.Value::text).collect(Collectors.toSet());
    }

    /**
     * The folder that the project's configuration names; otherwise the folder {@code sync} beside each folder of
     * migrations.
     */
    private static SelectSource selects(Context context, Engine engine) {
        Surroundings surroundings = context.surroundings();
        Optional<ProjectConfig.Value> location = ProjectConfig.of(surroundings).find(LOCATION);
        if (location.isPresent()) {
            Path folder = ResourceLocation.of(
                    location.get(), LOCATION, "Leave it out for the folder sync beside the migrations.");
            return SelectSource.directory(surroundings.directory().resolve(folder));
        }
        List<SelectSource> folders = engine.folders().absolute().stream()
                .map(folder -> SelectSource.directory(folder.resolveSibling("sync")))
                .toList();
        return table ->
                folders.stream().flatMap(folder -> folder.find(table).stream()).findFirst();
    }
}
