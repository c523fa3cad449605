// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.Migrator;

/**
 * Replaces what {@link MigrationInitializer} does when the application starts, for instance to retry, to apply up to a
 * target only, or to do nothing. A bean of this type wins over {@code fraiseql.migrate.mode}.
 */
@FunctionalInterface
public interface MigrationStrategy {

    /**
     * Called once for each {@link Migrator} bean, before any bean that uses the database is created.
     *
     * @param migrator the engine, ready to run
     */
    void migrate(Migrator migrator);
}
