// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes migrations for tests, and reads what a source makes of them. */
final class MigrationFolder {

    private MigrationFolder() {}

    static Path file(Path directory, String name, String text) {
        try {
            Files.createDirectories(directory);
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes files that each say their name. */
    static Path files(Path directory, String... names) {
        for (String name : names) {
            file(directory, name, "SELECT '" + name + "';\n");
        }
        return directory;
    }

    static List<String> versions(MigrationSource source) {
        return source.load().stream().map(LocalMigration::version).toList();
    }

    static MigrateException refused(MigrationSource source) {
        MigrateException failure = catchThrowableOfType(MigrateException.class, source::load);
        assertThat(failure).as("the failure").isNotNull();
        return failure;
    }

    static String textOf(LocalMigration migration) {
        try (var in = migration.text().open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
