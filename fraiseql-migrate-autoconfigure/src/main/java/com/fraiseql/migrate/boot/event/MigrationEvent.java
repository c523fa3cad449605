// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.event;

import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import java.time.Duration;
import java.util.List;

/**
 * What happened to the migrations of a database, as an application event. What happens while the application starts is
 * published once its listeners are there, shortly before it is ready; a failure is published at once.
 */
public sealed interface MigrationEvent {

    /** The name below {@code fraiseql.migrate.databases}, or {@code main}. */
    String database();

    /**
     * A run with something to do has begun.
     *
     * @param database which database
     * @param pendingVersions what it has to do
     */
    record RunStarted(String database, List<String> pendingVersions) implements MigrationEvent {
        public RunStarted {
            pendingVersions = List.copyOf(pendingVersions);
        }
    }

    /**
     * A migration has been applied or rolled back, and committed.
     *
     * @param database which database
     * @param migration which migration
     * @param direction up or down
     */
    record MigrationDone(String database, AppliedMigration migration, Direction direction) implements MigrationEvent {}

    /**
     * A run has succeeded.
     *
     * @param database which database
     * @param migrations what it has done
     * @param duration how long it took
     */
    record RunCompleted(String database, List<AppliedMigration> migrations, Duration duration)
            implements MigrationEvent {
        public RunCompleted {
            migrations = List.copyOf(migrations);
        }
    }

    /**
     * A run has failed. If it failed before it began (no server, no mutex, invalid files), there was no
     * {@link RunStarted}.
     *
     * @param database which database
     * @param failure why
     * @param migrations what it had done before
     */
    record RunFailed(String database, MigrateException failure, List<AppliedMigration> migrations)
            implements MigrationEvent {
        public RunFailed {
            migrations = List.copyOf(migrations);
        }
    }
}
