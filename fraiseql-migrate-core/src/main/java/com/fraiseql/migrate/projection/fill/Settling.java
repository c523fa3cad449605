// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;

/** Finds out whether a phase can have missed what another session wrote while it ran. */
final class Settling {

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;
    private final String name;
    private final long start;

    Settling(SyncRun run, TransactionalSession link, StateTable state, String name, long start) {
        this.run = run;
        this.link = link;
        this.state = state;
        this.name = name;
        this.start = start;
    }

    /**
     * Whether nothing can have been missed: nothing was inserted, or nothing in the base tables has changed meanwhile.
     *
     * @param byPages whether pages were read: then a writer may also have moved a row from a page that was still to be
     *     read to one that had been
     */
    boolean isOver(boolean byPages) throws SQLException {
        boolean nothingInserted = link.query(state.totals(name)).get(0).number("phase_inserted") == 0;
        if ((nothingInserted && !byPages)
                || link.query(state.quietSince(name)).get(0).flag(0)) {
            return true;
        }
        new ProgressMeter(run, name, SyncPhase.SETTLING, start, 0, 0);
        if (!EarlierTransactions.await(run, link)) {
            run.tell(l -> l.remark(
                    name, "Transactions that began before the end of the load still run; it goes on without them."));
            return false;
        }
        BaseTableCounts base = state.base(link, name);
        return run.committed(link, base::unchanged);
    }
}
