// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.aot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeReference;

/** Runtime hints for a native image: the migration files, and the driver's field that the engine reads. */
public final class MigrationResourceHints {

    private static final List<String> CLASS_PATH = List.of("classpath*:", "classpath:");

    private MigrationResourceHints() {}

    /**
     * Registers the files of every location that is on the class path. Others are read from disk when the image runs.
     * The driver's field is how the engine sends several statements in one flush; without it they are sent one by one.
     */
    public static void register(RuntimeHints hints, List<String> locations) {
        hints.reflection()
                .registerType(
                        TypeReference.of("org.postgresql.core.QueryExecutorBase"),
                        driver -> driver.withField("pgStream"));
        for (String location : locations) {
            String folder = folder(location);
            if (folder != null) {
                // the folder itself is needed to list it
                hints.resources().registerPattern(folder);
                hints.resources().registerPattern(folder + "/*.sql");
            }
        }
    }

    private static @Nullable String folder(String location) {
        String path = location.strip();
        for (String prefix : CLASS_PATH) {
            if (path.startsWith(prefix)) {
                return bare(path.substring(prefix.length()));
            }
        }
        return path.indexOf(':') < 0 ? bare(path) : null;
    }

    private static String bare(String path) {
        int start = path.startsWith("/") ? 1 : 0;
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        return path.substring(start, Math.max(start, end));
    }
}
