// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Waits until every transaction has ended that was running when the last row was inserted.
 *
 * <p>A writer who deleted or changed a row in {@code tb_} and then looked for it in {@code tv_} before it was there has
 * done nothing to {@code tv_}. Once all such writers have ended, their changes show in the view, and one more
 * comparison finds what they missed; writers who begin later see our rows. Transactions are known by their virtual ids
 * in {@code pg_locks}, as {@code CREATE INDEX CONCURRENTLY} does it.
 */
final class EarlierTransactions {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    private EarlierTransactions() {}

    /** Waits, and says whether all of them have ended. */
    static boolean await(SyncRun run, TransactionalSession link) throws SQLException {
        Set<String> running = transactions(link);
        long deadline = System.nanoTime()
                + Math.min(LONGEST.toNanos(), run.options().lockWait().toNanos());
        long pause = 5;
        while (!running.isEmpty() && System.nanoTime() < deadline) {
            run.sleep(pause);
            pause = Math.min(pause * 2, 500);
            running.retainAll(transactions(link));
        }
        return running.isEmpty();
    }

    private static Set<String> transactions(TransactionalSession link) throws SQLException {
        List<Row> rows = link.query("""
                SELECT l.virtualtransaction FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
                WHERE l.locktype = 'virtualxid' AND l.granted AND a.datname = current_database() AND l.pid <>
                pg_backend_pid()
                  AND coalesce(a.backend_type, 'client backend') = 'client backend'
                UNION ALL
                SELECT 'prepared ' || p.transaction FROM pg_prepared_xacts p WHERE p.database = current_database()""");
        return rows.stream().map(row -> row.text(0)).collect(Collectors.toCollection(TreeSet::new));
    }
}
