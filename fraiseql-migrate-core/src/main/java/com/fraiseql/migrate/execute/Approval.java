// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import com.fraiseql.migrate.source.LocalMigration;

/** Asks a listener for its approval before something is done. Any exception that it throws is a refusal. */
final class Approval {

    private Approval() {}

    /** Asks before a migration is applied. */
    static void ofMigration(MigrationListener listener, LocalMigration migration) {
        require(() -> listener.beforeMigration(migration.version(), migration.fileName(), Direction.UP));
    }

    static void require(Runnable listener) {
        try {
            listener.run();
        } catch (MigrateException e) {
            throw e;
        } catch (RuntimeException e) {
            throw MigrateException.builder(
                            FailureCode.VETOED,
                            "A listener refused to go on: " + e.getMessage(),
                            "Fix what it says and start again; what was applied before is recorded.")
                    .cause(e)
                    .build();
        }
    }
}
