// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.listener.MigrationListener;

/**
 * Makes a listener for each database. A plain {@link MigrationListener} bean listens to all databases and does not
 * learn which one an event is about.
 */
@FunctionalInterface
public interface MigrationListenerProvider {

    /**
     * The listener for one database.
     *
     * @param database the name below {@code fraiseql.migrate.databases}, or {@value MigratorNames#MAIN} for the
     *     application's main database
     */
    MigrationListener listenerFor(String database);
}
