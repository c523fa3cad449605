// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** The PostgreSQL programs that a test needs on the PATH: this machine's if they fit the server, else stand-ins. */
final class Tools {

    private Tools() {}

    /**
     * Sets {@code EXTRA_PATH} to a folder that holds a stand-in, or to one that holds nothing where pg_dump works here.
     */
    static Executable withPgDump(Executable shell, Path directory, TestDatabase database) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("tools"));
        boolean works =
                shell.shell("pg_dump --schema-only -U " + database.user() + " -d " + database.name() + " >/dev/null")
                                .exitCode()
                        == 0;
        if (!works) {
            write(folder.resolve("pg_dump"), """
                    #!/bin/sh
                    # stands in for pg_dump: this machine has none that fits the server
                    out=/dev/stdout
                    while [ $# -gt 0 ]; do
                        [ "$1" = --file ] && out=$2
                        shift
                    done
                    echo "-- dump of $PGDATABASE" > "$out"
                    """);
        }
        return shell.with("EXTRA_PATH", folder.toString());
    }

    static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
