// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.Migrator;

/**
 * Customizes an auto-configured {@link Migrator}: beans of this type are called in order, after the properties have
 * been applied.
 */
@FunctionalInterface
public interface MigratorCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder with everything from the properties
     * @param database the name below {@code fraiseql.migrate.databases}, or {@value MigratorNames#MAIN} for the
     *     application's main database
     */
    void customize(Migrator.Builder builder, String database);
}
