// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.cli.connect.Surroundings;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.DirectoriesSource;
import com.fraiseql.migrate.source.MigrationSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code --path}: where the migrations are. */
final class FilesOption {

    private static final String DEFAULT = "migrations";
    private static final String LOCATIONS = "fraiseql.migrate.locations";

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = {
                "Migrations directory, also as file:…; may be given several times (default: what "
                        + "fraiseql.migrate.locations says,",
                "otherwise ./migrations, or src/main/resources/migrations in a Spring project without it)."
            })
    private List<String> given = List.of();

    /**
     * The directories of a run.
     *
     * @param shown as the user wrote them; defaults are relative to the working directory
     * @param absolute the same, for opening
     * @param failOnMissing whether each of them must exist
     */
    record Folders(List<Path> shown, List<Path> absolute, boolean failOnMissing) {

        MigrationSource source() {
            return new DirectoriesSource(absolute, failOnMissing);
        }

        /** The first one; further folders are searched next to it. */
        Path first() {
            return absolute.get(0);
        }

        /** For a sentence. */
        String display() {
            return shown.stream().map(Path::toString).collect(Collectors.joining(", "));
        }
    }

    /** All directories. */
    Folders folders(Context context) {
        Surroundings surroundings = context.surroundings();
        ProjectConfig project = ProjectConfig.of(surroundings);
        boolean failOnMissing = true;
        List<Path> shown = new ArrayList<>(paths());
        if (shown.isEmpty()) {
            List<ProjectConfig.Value> locations = project.list(LOCATIONS);
            failOnMissing = locations.isEmpty()
                    || project.find("fraiseql.migrate.fail-on-missing-locations")
                            .map(value -> !value.text().equalsIgnoreCase("false"))
                            .orElse(true);
            for (ProjectConfig.Value location : locations) {
                shown.add(ofLocation(location, surroundings, failOnMissing));
            }
        }
        if (shown.isEmpty()) {
            shown.add(standard(surroundings));
        }
        return new Folders(
                List.copyOf(shown),
                shown.stream()
                        .map(path -> surroundings.directory().resolve(path))
                        .toList(),
                failOnMissing);
    }

    /** The directory to create a file in; an error if there are several. */
    Path directory(Context context) {
        List<Path> shown = given.isEmpty() ? configured(context) : paths();
        if (shown.size() > 1) {
            throw new UsageProblem(
                    "The migrations are in several directories: "
                            + shown.stream().map(Path::toString).collect(Collectors.joining(", ")) + ".",
                    "Name one of them with --path.");
        }
        return shown.isEmpty() ? standard(context.surroundings()) : shown.get(0);
    }

    /** The migrations with which a new one in {@link #directory} must not share its number. */
    MigrationSource numbered(Context context) {
        Path directory = absolute(context).normalize();
        List<Path> all = configured(context).stream()
                .map(path -> context.surroundings().directory().resolve(path).normalize())
                .toList();
        return new DirectoriesSource(all.contains(directory) ? all : List.of(directory), false);
    }

    private List<Path> paths() {
        return given.stream().map(ResourceLocation::ofOption).toList();
    }

    private static List<Path> configured(Context context) {
        List<Path> directories = new ArrayList<>();
        for (ProjectConfig.Value location :
                ProjectConfig.of(context.surroundings()).list(LOCATIONS)) {
            directories.add(ofLocation(location, context.surroundings(), false));
        }
        return directories;
    }

    /** The same, for opening: absolute. */
    Path absolute(Context context) {
        return context.surroundings().directory().resolve(directory(context));
    }

    private static Path standard(Surroundings surroundings) {
        Path standard = Path.of(DEFAULT);
        Path resources = Path.of(ResourceLocation.RESOURCES, DEFAULT);
        boolean spring = !Files.isDirectory(surroundings.directory().resolve(standard))
                && Files.isDirectory(surroundings.directory().resolve(resources));
        return spring ? resources : standard;
    }

    private static Path ofLocation(ProjectConfig.Value location, Surroundings surroundings, boolean mustBeThere) {
        Path path = ResourceLocation.of(location, LOCATIONS, "Name each directory with --path.");
        if (mustBeThere
                && path.startsWith(ResourceLocation.RESOURCES)
                && !Files.isDirectory(surroundings.directory().resolve(path))) {
            throw new MigrateException(
                    FailureCode.LOCATION_MISSING,
                    "The migration location " + location.text().strip() + " (" + LOCATIONS + " in " + location.origin()
                            + ") is not a directory in " + ResourceLocation.RESOURCES + ".",
                    "Create it, or name each directory with --path; this command does not read jars.");
        }
        return path;
    }
}
