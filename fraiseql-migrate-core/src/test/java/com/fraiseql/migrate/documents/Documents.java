// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The repository's documents. */
final class Documents {

    /** Tests run in their module's folder. */
    static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    private Documents() {}

    static String read(String path) {
        return read(REPOSITORY.resolve(path));
    }

    static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
