// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;

/** Gathers the statistics of a table that has been loaded. */
final class Statistics {

    private Statistics() {}

    /** An autovacuum gives way after a second; no other lock on the table is worth waiting for. */
    static void gather(SyncRun run, TransactionalSession link, Target target) throws SQLException {
        if (!target.projection().ownedByUs()) {
            return;
        }
        try {
            link.inTransaction(tx -> {
                tx.execute(run.transactionSettings() + "SET LOCAL lock_timeout = '2s'; ANALYZE " + target.table());
                return 0;
            });
        } catch (SQLException e) {
            if (!SyncFailures.worthRetrying(e)) {
                throw e;
            }
            run.tell(l -> l.remark(
                    target.name(),
                    "It has not been analysed, since others use it; autovacuum will do it: " + e.getMessage()));
        }
    }
}
