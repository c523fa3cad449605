// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.sync.Differences;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a table's rows differ from its source without changing any: before a table in use is filled for the
 * first time, and for a dry run.
 */
public final class RowComparison {

    /** What a dry run spends on one table. */
    private static final String CHEAP = "2s";

    private RowComparison() {}

    /**
     * Compares.
     *
     * @param onlyIfCheap whether to give up after two seconds, and when the source cannot be evaluated
     * @return {@code null} if it was abandoned
     */
    public static @Nullable Differences compare(
            SyncRun run, TransactionalSession link, Target target, boolean onlyIfCheap) throws SQLException {
        try {
            SyncRun.Attempt<Differences> compare = () -> link.inTransaction(tx -> {
                tx.execute("SET TRANSACTION READ ONLY;" + run.transactionSettings()
                        + (onlyIfCheap ? "SET LOCAL statement_timeout = '" + CHEAP + "'" : ""));
                Row row = tx.query(new RangeSql(target, "").differences()).get(0);
                List<String> keys = row.textOrNull(3) == null
                        ? List.of()
                        : Arrays.asList(row.textOrNull(3).split("\u001f", -1));
                return new Differences(row.number(0), row.number(1), row.number(2), keys);
            });
            return onlyIfCheap ? compare.run() : run.retrying(compare);
        } catch (SQLException e) {
            if (onlyIfCheap && !SqlState.connectionLost(e)) {
                return null;
            }
            throw RowFailures.range(target, "among all its rows", e);
        }
    }
}
