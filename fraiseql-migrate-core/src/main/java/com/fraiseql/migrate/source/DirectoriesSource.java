// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The migrations in several directories, as if they were in one: {@link DirectorySource} without Spring. */
public final class DirectoriesSource implements MigrationSource {

    private final List<Path> directories;
    private final boolean failOnMissing;
    private volatile List<String> leftOut = List.of();

    /**
     * Directories.
     *
     * @param directories at least one; errors show them as they are given here
     * @param failOnMissing whether it is an error that one is not there; otherwise it counts as empty
     */
    public DirectoriesSource(List<Path> directories, boolean failOnMissing) {
        this.directories = List.copyOf(directories);
        this.failOnMissing = failOnMissing;
    }

    @Override
    public List<LocalMigration> load() {
        List<LocatedText> files = new ArrayList<>();
        List<String> without = new ArrayList<>();
        for (Path directory : directories) {
            List<LocatedText> found = DirectorySource.files(directory, directory.toString(), failOnMissing);
            files.addAll(found);
            if (found.isEmpty()) {
                without.add(LeftOut.of(directory, directory.toString()));
            }
        }
        leftOut = List.copyOf(without);
        return MigrationFiles.toMigrations(files);
    }

    @Override
    public List<String> leftOut() {
        return leftOut;
    }
}
