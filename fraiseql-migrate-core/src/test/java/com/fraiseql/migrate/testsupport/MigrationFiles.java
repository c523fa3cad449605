// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import com.fraiseql.migrate.source.DirectorySource;
import com.fraiseql.migrate.source.MigrationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A folder of migrations that a test writes. */
public final class MigrationFiles {

    private final Path folder;

    public MigrationFiles(Path folder) {
        this.folder = folder;
    }

    public MigrationFiles add(String name, String sql) {
        return add(name, sql.getBytes(StandardCharsets.UTF_8));
    }

    public MigrationFiles add(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MigrationFiles append(String name, String sql) {
        try {
            Files.writeString(folder.resolve(name), sql, StandardOpenOption.APPEND);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MigrationFiles remove(String name) {
        try {
            Files.delete(folder.resolve(name));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public MigrationSource source() {
        return new DirectorySource(folder);
    }

    public Path folder() {
        return folder;
    }
}
