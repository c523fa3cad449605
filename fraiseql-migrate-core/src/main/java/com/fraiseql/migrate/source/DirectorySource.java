// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The migrations in one directory, without Spring. Sub-directories are not part of it; symbolic links are followed, as
 * a mounted ConfigMap needs.
 */
public final class DirectorySource implements MigrationSource {

    private final Path directory;
    private final boolean failOnMissing;
    private volatile List<String> leftOut = List.of();

    /** A directory that must be there. */
    public DirectorySource(Path directory) {
        this(directory, true);
    }

    /**
     * A directory.
     *
     * @param directory the directory; errors show it as it is given here
     * @param failOnMissing whether it is an error that it is not there; otherwise it counts as empty
     */
    public DirectorySource(Path directory, boolean failOnMissing) {
        this.directory = Objects.requireNonNull(directory, "directory");
        this.failOnMissing = failOnMissing;
    }

    @Override
    public List<LocalMigration> load() {
        List<LocatedText> files = files(directory, directory.toString(), failOnMissing);
        leftOut = files.isEmpty() ? List.of(LeftOut.of(directory, directory.toString())) : List.of();
        return MigrationFiles.toMigrations(files);
    }

    @Override
    public List<String> leftOut() {
        return leftOut;
    }

    /** The {@code .sql} files of a directory; {@code location} is what the user calls it. */
    static List<LocatedText> files(Path directory, String location, boolean failOnMissing) {
        List<LocatedText> files = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = FileNames.of(entry);
                if (MigrationName.isMigrationFile(name)) {
                    if (Files.isDirectory(entry)) {
                        throw folder(name, entry);
                    }
                    files.add(new PathText(name, entry));
                }
            }
        } catch (NoSuchFileException e) {
            if (failOnMissing) {
                throw missing(location);
            }
        } catch (NotDirectoryException e) {
            throw new MigrateException(
                    FailureCode.LOCATION_MISSING,
                    "The migration location " + location + " is a file, not a folder.",
                    "Name the folder that the migrations are in.");
        } catch (DirectoryIteratorException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            throw unreadable(location, Failures.reason(directory, cause), cause);
        } catch (IOException e) {
            throw unreadable(location, Failures.reason(directory, e), e);
        }
        return files;
    }

    /** A container's bind mount makes one where the file to mount does not exist. */
    static MigrateException folder(String name, Path path) {
        return MigrateException.builder(
                        FailureCode.UNREADABLE_FILE,
                        name + " is a folder, although it has the name of a file.",
                        "Put the file in its place (a bind mount of a file that does not exist makes such a "
                                + "folder), or "
                                + "rename the folder.")
                .location(SourceLocation.file(path.toString()))
                .build();
    }

    static MigrateException missing(String location) {
        return new MigrateException(
                FailureCode.LOCATION_MISSING,
                "The migration location " + location + " does not exist.",
                "Create the folder with the first migration, 001_initial_schema.sql, in it, or correct the location.");
    }

    static MigrateException unreadable(String location, IOException cause) {
        return unreadable(location, Failures.reason(cause), cause);
    }

    private static MigrateException unreadable(String location, String reason, IOException cause) {
        return MigrateException.builder(
                        FailureCode.UNREADABLE_FILE,
                        "The migration location " + location + " cannot be read: " + reason + ".",
                        "See to it that this process may list the folder.")
                .location(SourceLocation.file(location))
                .cause(cause)
                .build();
    }
}
