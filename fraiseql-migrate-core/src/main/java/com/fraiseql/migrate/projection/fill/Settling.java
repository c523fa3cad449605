// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import java.sql.SQLException;

/** Finds out whether a phase can have missed what another session wrote while it ran. */
final class Settling {

    private final FillContext fill;

    Settling(FillContext fill) {
        this.fill = fill;
    }

    /**
     * Whether nothing can have been missed: nothing was inserted, or nothing in the base tables has changed meanwhile.
     *
     * @param byPages whether pages were read: then a writer may also have moved a row from a page that was still to be
     *     read to one that had been
     */
    boolean isOver(boolean byPages) throws SQLException {
        boolean nothingInserted =
                fill.link().query(fill.state().totals(fill.name())).get(0).number("phase_inserted") == 0;
        if ((nothingInserted && !byPages)
                || fill.link()
                        .query(fill.state().quietSince(fill.name()))
                        .get(0)
                        .flag(0)) {
            return true;
        }
        fill.meter(SyncPhase.SETTLING, 0, 0);
        if (!EarlierTransactions.await(fill.run(), fill.link())) {
            fill.run()
                    .tell(l -> l.remark(
                            fill.name(),
                            "Transactions that began before the end of the load still run; it goes on without them."));
            return false;
        }
        BaseTableCounts base = fill.state().base(fill.link(), fill.name());
        return fill.run().committed(fill.link(), base::unchanged);
    }
}
