// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;

/**
 * Where the {@code SELECT} of a {@code tv_} comes from that is not filled from its view: {@code sync/tv_x.sql}, or
 * {@code sync/read.tv_x.sql} for a table of a schema that is not on the search path.
 */
@FunctionalInterface
public interface SelectSource {

    /** The {@code SELECT} that gives the rows of a table, for instance of {@code tv_post} or {@code read.tv_post}. */
    Optional<String> find(String table);

    static SelectSource none() {
        return table -> Optional.empty();
    }

    /** {@code tv_x.sql} in a directory that need not be there. */
    static SelectSource directory(Path directory) {
        return table -> read(new FileSystemResource(directory.resolve(table + ".sql")));
    }

    /**
     * {@code tv_x.sql} among an application's resources.
     *
     * @param folder a Spring resource location, for instance {@code classpath:sync/}
     */
    static SelectSource resources(ResourceLoader loader, String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return table -> read(loader.getResource(prefix + table + ".sql"));
    }

    private static Optional<String> read(Resource file) {
        if (!file.exists()) {
            return Optional.empty();
        }
        try {
            // strictly: a byte that is not UTF-8 is an error, not a question mark in the data
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getContentAsByteArray()))
                    .toString();
            return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (IOException e) {
            throw unreadable(file.getDescription(), e);
        }
    }

    private static MigrateException unreadable(String name, IOException e) {
        return MigrateException.builder(
                        FailureCode.UNREADABLE_FILE,
                        name + " could not be read: " + e.getMessage(),
                        "Check that it is there, may be read and is UTF-8.")
                .cause(e)
                .build();
    }
}
