// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.ServerTarget;
import com.fraiseql.migrate.cli.connect.TargetResolver;
import com.fraiseql.migrate.options.MigrateOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --url}, {@code --schema}, {@code --table}: which database, and where in it the history is. */
final class ServerOptions {

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = {
                "The database: postgres://user@host:5432/database or jdbc:postgresql://host/database.",
                "Without it DATABASE_URL, then PGHOST, PGDATABASE and the like, then the project's configuration.",
                "Keep the password in PGPASSWORD or ~/.pgpass; others can see a command's arguments."
            })
    private @Nullable String url;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description = "Schema of the history table (default: where the session sees it, or its current schema).")
    private @Nullable String schema;

    @Option(names = "--create-schema", description = "Create the schema of the history table if it does not exist.")
    private boolean createSchema;

    @Option(
            names = "--table",
            paramLabel = "TABLE",
            description = "Name of the history table (default: fraiseql_migrations).")
    private @Nullable String table;

    /** A command may look for the server twice; it warns once. */
    private final Set<String> warned = new HashSet<>();

    /** Whether the command line names the server. */
    boolean isGiven() {
        return url != null;
    }

    /** The server, or empty if none is configured. Prints the warnings about it. */
    Optional<ServerTarget> findTarget(Context context) {
        List<String> warnings = new ArrayList<>();
        Optional<ServerTarget> target =
                TargetResolver.resolve(url, context.surroundings(), ProjectConfig.of(context.surroundings()), warnings);
        warnings.stream().filter(warned::add).forEach(context.terminal()::warn);
        return target;
    }

    /** The server; an error if none is configured. */
    ServerTarget target(Context context) {
        return findTarget(context).orElseThrow(() -> noneNamed(ProjectConfig.of(context.surroundings())));
    }

    private static UsageProblem noneNamed(ProjectConfig project) {
        List<String> sentences = new ArrayList<>();
        sentences.add("Give --url postgres://user@host/database, or set DATABASE_URL, or PGHOST and PGDATABASE.");
        sentences.addAll(project.notRead("fraiseql.migrate.url", "spring.datasource.url"));
        return new UsageProblem("No database is configured.", String.join(" ", sentences));
    }

    /** The engine's defaults, changed by the project's configuration, changed by the options. */
    MigrateOptions options(ProjectConfig project) {
        MigrateOptions options = MigrateOptions.defaults();
        String chosenSchema = schema != null
                ? schema
                : project.find("fraiseql.migrate.schema")
                        .map(ProjectConfig.Value::text)
                        .orElse(null);
        Optional<String> chosenTable = Optional.ofNullable(table)
                .or(() -> project.find("fraiseql.migrate.table").map(ProjectConfig.Value::text));
        options = chosenSchema == null ? options : options.withSchema(chosenSchema);
        options = options.withCreateSchema(createSchema
                || project.find("fraiseql.migrate.create-schema")
                        .map(ProjectConfig.Value::text)
                        .filter(text -> text.strip().equalsIgnoreCase("true"))
                        .isPresent());
        return chosenTable.isPresent() ? options.withTable(chosenTable.get()) : options;
    }
}
