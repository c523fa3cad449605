// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --path}: where the migrations are. */
final class FilesOption {

    private static final String DEFAULT = "migrations";
    private static final String RESOURCES = "src/main/resources";

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = {
                "Migrations directory (default: ./migrations; in a Spring project without it,",
                "src/main/resources/migrations, or what fraiseql.migrate.locations says)."
            })
    private @Nullable Path path;

    /** The directory as the user would write it: relative to the working directory, if it was not given otherwise. */
    Path directory(Context context) {
        Surroundings surroundings = context.surroundings();
        return path != null ? path : fallback(surroundings, ProjectConfig.of(surroundings));
    }

    private static Path fallback(Surroundings surroundings, ProjectConfig project) {
        Path standard = Path.of(DEFAULT);
        if (Files.isDirectory(surroundings.directory().resolve(standard))) {
            return standard;
        }
        Optional<Path> configured = project.find("fraiseql.migrate.locations")
                .map(ProjectConfig.Value::text)
                .map(FilesOption::ofLocation);
        Path resources = Path.of(RESOURCES, DEFAULT);
        if (configured.isPresent()) {
            return configured.get();
        }
        return Files.isDirectory(surroundings.directory().resolve(resources)) ? resources : standard;
    }

    /** A location of the starter: on the class path means below {@code src/main/resources} here. */
    private static Path ofLocation(String location) {
        String text = location.strip();
        if (text.indexOf(',') >= 0) {
            throw new UsageProblem(
                    "fraiseql.migrate.locations names several directories.", "Say with --path which one is meant.");
        }
        if (text.startsWith("classpath:")) {
            String name = text.substring("classpath:".length());
            return Path.of(RESOURCES, name.startsWith("/") ? name.substring(1) : name);
        }
        return Path.of(text.startsWith("file:") ? text.substring("file:".length()) : text);
    }

    /** The same, for opening: absolute. */
    Path absolute(Context context) {
        return context.surroundings().directory().resolve(directory(context));
    }
}
