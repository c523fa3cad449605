// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.source;

import com.fraiseql.migrate.failure.MigrateException;
import java.util.List;

/** Where migrations come from. */
@FunctionalInterface
public interface MigrationSource {

    /**
     * Finds every migration.
     *
     * @return versioned migrations by number, then repeatable ones by name; every version once
     * @throws MigrateException if a name does not fit, a number is there twice, or a file cannot be read
     */
    List<LocalMigration> load();
}
