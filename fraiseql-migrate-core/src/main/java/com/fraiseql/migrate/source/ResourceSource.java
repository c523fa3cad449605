// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.StringUtils;

/**
 * The migrations at any number of Spring locations.
 *
 * <ul>
 *   <li>{@code classpath:migrations/} is looked up in every jar and directory of the class path, as is
 *       {@code classpath*:}, so that modules can each bring migrations; a location without a prefix means the same
 *   <li>{@code file:./migrations} is one directory, as is {@code ./migrations}
 *   <li>{@code *} and {@code **} match folders, as anywhere in Spring
 * </ul>
 *
 * <p>Each location is a folder; its sub-folders are not part of it. Nested jars are fine.
 */
public final class ResourceSource implements MigrationSource {

    private static final String EVERYWHERE = ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX;
    private static final String CLASSPATH = "classpath:";
    private static final String FILE = "file:";
    private static final String FLYWAYS = "filesystem:";
    private static final List<String> WILDCARDS = List.of("*", "?", "{");

    private final List<Location> locations;
    private final ResourcePatternResolver resolver;
    private final boolean failOnMissing;
    private volatile List<String> leftOut = List.of();

    /**
     * Looks with a class loader.
     *
     * @param locations the locations, at least one
     * @param classLoader the class loader
     * @param failOnMissing whether a location that is not there is an error; otherwise it counts as empty
     */
    public ResourceSource(List<String> locations, ClassLoader classLoader, boolean failOnMissing) {
        this(locations, new PathMatchingResourcePatternResolver(classLoader), failOnMissing);
    }

    /**
     * Looks with a resolver, for instance an ApplicationContext.
     *
     * @param locations the locations, at least one
     * @param resolver what resolves them
     * @param failOnMissing whether a location that is not there is an error; otherwise it counts as empty
     * @throws MigrateException with {@link FailureCode#BAD_CONFIGURATION} if a location cannot be one
     */
    public ResourceSource(List<String> locations, ResourcePatternResolver resolver, boolean failOnMissing) {
        if (locations.isEmpty()) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "There is no migration location.",
                    "Give at least one, for instance classpath:migrations/.");
        }
        List<Location> parsed = new ArrayList<>(locations.size());
        for (String location : locations) {
            parsed.add(Location.of(location));
        }
        this.locations = List.copyOf(parsed);
        this.resolver = Objects.requireNonNull(resolver, "resolver");
        this.failOnMissing = failOnMissing;
    }

    @Override
    public List<LocalMigration> load() {
        List<LocatedText> files = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Location location : locations) {
            try {
                List<LocatedText> found = find(location);
                files.addAll(found);
                if (found.isEmpty()) {
                    without.add(leftOut(location));
                }
            } catch (IOException e) {
                throw DirectorySource.unreadable(location.given(), e);
            }
        }
        leftOut = List.copyOf(without);
        return MigrationFiles.toMigrations(files);
    }

    @Override
    public List<String> leftOut() {
        return leftOut;
    }

    private String leftOut(Location location) throws IOException {
        for (Resource folder : location.folder().indexOf('*', EVERYWHERE.length()) < 0
                ? resources(location.folder())
                : new Resource[0]) {
            if (folder.isFile()) {
                return LeftOut.of(folder.getFile().toPath(), location.given());
            }
        }
        return LeftOut.empty(location.given());
    }

    private List<LocatedText> find(Location location) throws IOException {
        String folder = location.folder();
        if (folder.startsWith(FILE) && folder.indexOf('*') < 0) {
            // not through the pattern resolver: to that, other characters of a path are patterns, too
            File directory = resolver.getResource(folder).getFile();
            return DirectorySource.files(directory.toPath(), location.given(), failOnMissing);
        }
        Resource[] folders = isOneFolder(folder) ? resources(folder) : new Resource[0];
        List<LocatedText> files = new ArrayList<>();
        for (Resource one : folders) {
            if (one.isFile()) {
                files.addAll(DirectorySource.files(one.getFile().toPath(), location.given(), failOnMissing));
                continue;
            }
            Optional<List<LocatedText>> inJar = JarFolder.files(one.getURL());
            if (inJar.isEmpty()) {
                // neither a directory nor an open jar, for instance a native image
                return match(location);
            }
            files.addAll(inJar.get());
        }
        return folders.length > 0 ? files : match(location);
    }

    /** One path, though perhaps in several jars and directories. */
    private static boolean isOneFolder(String folder) {
        for (String wildcard : WILDCARDS) {
            if (folder.indexOf(wildcard, EVERYWHERE.length()) >= 0) {
                return false;
            }
        }
        return folder.startsWith(EVERYWHERE) && folder.length() > EVERYWHERE.length() + 1;
    }

    private List<LocatedText> match(Location location) throws IOException {
        String folder = location.folder();
        List<LocatedText> files = new ArrayList<>();
        for (Resource resource : resources(folder + "*")) {
            LocatedText file = resource.isFile() ? inFileSystem(resource.getFile()) : inJar(resource);
            if (file != null) {
                files.add(file);
            }
        }
        if (files.isEmpty() && failOnMissing && resources(folder).length == 0) {
            throw DirectorySource.missing(location.given());
        }
        return files;
    }

    private static @Nullable LocatedText inFileSystem(File file) {
        if (!MigrationName.isMigrationFile(file.getName())) {
            return null;
        }
        if (file.isDirectory()) {
            throw DirectorySource.folder(file.getName(), file.toPath());
        }
        return new PathText(file.getName(), file.toPath());
    }

    private static @Nullable LocatedText inJar(Resource resource) throws IOException {
        // not getFilename(): that turns a plus into a blank, and the version would not be the one that the file has
        // outside
        String url = resource.getURL().toString();
        String name = StringUtils.uriDecode(url.substring(url.lastIndexOf('/') + 1), StandardCharsets.UTF_8);
        return MigrationName.isMigrationFile(name) ? new ResourceText(name, resource) : null;
    }

    private Resource[] resources(String pattern) throws IOException {
        try {
            return resolver.getResources(pattern);
        } catch (FileNotFoundException e) {
            // the part before the first wildcard does not exist
            return new Resource[0];
        }
    }

    /**
     * A location.
     *
     * @param given as the user has written it
     * @param folder with a prefix, for {@code classpath:} the one that means all of the class path, and a slash at the
     *     end
     */
    private record Location(String given, String folder) {

        static Location of(String given) {
            String path = given.strip().replace('\\', '/');
            if (path.isEmpty() || MigrationName.isMigrationFile(path)) {
                throw new MigrateException(
                        FailureCode.BAD_CONFIGURATION,
                        "The migration location '" + given + "' is not a folder.",
                        "Name the folder that the migrations are in, for instance classpath:migrations/.");
            }
            if (path.startsWith(FLYWAYS)) {
                throw new MigrateException(
                        FailureCode.BAD_CONFIGURATION,
                        "The migration location '" + given + "' has a prefix of Flyway's.",
                        "Write " + FILE + path.substring(FLYWAYS.length()) + " instead.");
            }
            return new Location(given, prefixed(path.endsWith("/") ? path : path + "/"));
        }

        private static String prefixed(String path) {
            if (path.startsWith(EVERYWHERE)) {
                return EVERYWHERE + withoutSlash(path.substring(EVERYWHERE.length()));
            }
            if (path.startsWith(CLASSPATH)) {
                return EVERYWHERE + withoutSlash(path.substring(CLASSPATH.length()));
            }
            if (path.startsWith("./") || path.startsWith("../")) {
                return FILE + path;
            }
            return path.indexOf(':') >= 0 ? path : EVERYWHERE + withoutSlash(path);
        }

        private static String withoutSlash(String path) {
            return path.startsWith("/") ? path.substring(1) : path;
        }
    }
}
