// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;

/**
 * What every part of filling one table shares.
 *
 * @param link the first connection
 * @param state where it is recorded how far the table is
 * @param sql the SQL of the table's ranges
 * @param start when the table was begun, as {@link System#nanoTime}
 */
record FillContext(SyncRun run, TransactionalSession link, StateTable state, Target target, RangeSql sql, long start) {

    String name() {
        return target.name();
    }

    /** Says that a phase has begun, and counts what is done of it. */
    ProgressMeter meter(SyncPhase phase, int done, int total) {
        return new ProgressMeter(run, name(), phase, start, done, total);
    }
}
