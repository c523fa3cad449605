// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;

/** The unlogged table that holds the source of a phase that is cut by its pages. */
final class StagingTable {

    private final SyncRun run;
    private final TransactionalSession link;
    private final RangeSql sql;
    private final String name;

    StagingTable(SyncRun run, TransactionalSession link, RangeSql sql, String name) {
        this.run = run;
        this.link = link;
        this.sql = sql;
        this.name = name;
    }

    /** Whether it is there and has rows: a crash of the server empties an unlogged table. */
    boolean hasRows() throws SQLException {
        return link.query("SELECT to_regclass(" + Sql.literal(name) + ") IS NOT NULL")
                        .get(0)
                        .flag(0)
                && link.query("SELECT EXISTS (SELECT FROM " + name + ")").get(0).flag(0);
    }

    /** Drops it after a phase that has used it. */
    void drop(PhaseRanges cut) throws SQLException {
        if (cut.phase().staged()) {
            run.retrying(() -> link.query(sql.dropStaging()));
        }
    }
}
