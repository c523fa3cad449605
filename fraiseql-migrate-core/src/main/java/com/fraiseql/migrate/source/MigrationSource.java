// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.MigrateException;
import java.util.List;

/**
 * Where migrations come from: {@link DirectorySource}, {@link ResourceSource}, {@link CodeSource}, or several of them
 * as a {@link CompositeSource}.
 */
@FunctionalInterface
public interface MigrationSource {

    /**
     * Finds every migration, and reads each once for its checksum. Each call looks again.
     *
     * @return versioned migrations by number, then repeatable ones by name; every version once
     * @throws MigrateException with LOCATION_MISSING, UNREADABLE_FILE, BAD_FILE_NAME, DUPLICATE_VERSION, or what is
     *     wrong with the text, such as NOT_UTF8
     */
    List<LocalMigration> load();

    /**
     * What the last {@link #load()} found and did not read, one sentence for each location that holds no migration;
     * empty before.
     */
    default List<String> leftOut() {
        return List.of();
    }
}
