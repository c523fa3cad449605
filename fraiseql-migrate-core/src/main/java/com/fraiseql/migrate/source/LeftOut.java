// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.LongList;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says of a location without any migration what it holds instead. */
final class LeftOut {

    private LeftOut() {}

    /**
     * One sentence.
     *
     * @param location what the user calls it
     */
    static String of(Path directory, String location) {
        List<String> folders = new ArrayList<>();
        int files = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                int scripts = Files.isDirectory(entry) ? scripts(entry) : 0;
                if (scripts > 0) {
                    files += scripts;
                    folders.add(String.valueOf(entry.getFileName()));
                }
            }
        } catch (IOException e) {
            return empty(location);
        }
        if (folders.isEmpty()) {
            return empty(location);
        }
        folders.sort(null);
        return empty(location) + " The " + (files == 1 ? ".sql file" : files + " .sql files") + " below it in "
                + LongList.words(folders) + (files == 1 ? " does" : " do")
                + " not belong to it: a location is one folder, without its sub-folders.";
    }

    static String empty(String location) {
        return location + " holds no migration.";
    }

    private static int scripts(Path folder) throws IOException {
        int scripts = 0;
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                scripts += MigrationName.isMigrationFile(String.valueOf(entry.getFileName())) ? 1 : 0;
            }
        }
        return scripts;
    }
}
