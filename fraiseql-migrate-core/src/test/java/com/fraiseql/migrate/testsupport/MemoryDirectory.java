// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Directories in memory. A database has 300 files, and tests create and drop a thousand of them: on a file system that
 * keeps a journal that takes ten times as long.
 */
final class MemoryDirectory {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    /** What the servers of two test processes need at the most, with as much to spare. */
    private static final long ROOM = 4L << 30;

    private static final String PREFIX = "fraiseql-test-postgres-";

    private MemoryDirectory() {}

    /**
     * Creates the directory of this process, and deletes those of processes that were killed.
     *
     * @return {@code null} if the system has no directory in memory, or too little room there
     */
    static @Nullable Path create() throws IOException {
        if (!Files.isWritable(SHARED_MEMORY)
                || Files.getFileStore(SHARED_MEMORY).getUsableSpace() < ROOM) {
            return null;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(SHARED_MEMORY, PREFIX + "*")) {
            for (Path directory : left) {
                String name = String.valueOf(directory.getFileName());
                long pid = Long.parseLong(name.substring(PREFIX.length()));
                if (Files.isWritable(directory) && ProcessHandle.of(pid).isEmpty()) {
                    FileSystemUtils.deleteRecursively(directory);
                }
            }
        }
        return Files.createDirectory(
                SHARED_MEMORY.resolve(PREFIX + ProcessHandle.current().pid()));
    }
}
