// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the {@code SELECT} of a {@code tv_} without a view comes from: {@code sync/tv_x.sql}. */
@FunctionalInterface
public interface SelectSource {

    /** The {@code SELECT} that gives the rows of a table, for instance of {@code tv_post}. */
    Optional<String> find(String table);

    static SelectSource none() {
        return table -> Optional.empty();
    }

    /** {@code tv_x.sql} in a directory that need not be there. */
    static SelectSource directory(Path directory) {
        return table -> {
            Path file = directory.resolve(table + ".sql");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                throw unreadable(file.toString(), e);
            }
        };
    }

    /** {@code tv_x.sql} among the resources, below {@code prefix}, for instance {@code sync/}. */
    static SelectSource resources(ClassLoader loader, String prefix) {
        return table -> {
            String name = prefix + table + ".sql";
            try (InputStream in = loader.getResourceAsStream(name)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw unreadable(name, e);
            }
        };
    }

    private static MigrateException unreadable(String name, IOException e) {
        return new MigrateException(
                FailureCode.UNREADABLE_FILE,
                "The file " + name + " could not be read: " + e.getMessage(),
                "Check that it is there, may be read and is UTF-8.",
                null,
                null,
                e);
    }
}
