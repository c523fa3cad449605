// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.Backoff;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.mutex.MutexKey;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One sync at a time in a database. A session-level advisory lock, polled, with another key than the migrator's: a new
 * release may migrate while an older one still syncs.
 */
public final class SyncMutex {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final SyncRun run;
    private final TransactionalSession link;
    private final MutexKey key;

    public SyncMutex(SyncRun run, TransactionalSession link, String schema) {
        this.run = run;
        this.link = link;
        this.key = MutexKey.ofSync(schema);
    }

    /** Whether it is ours now: without waiting, or after waiting as long as the options say. */
    public boolean acquire() throws SQLException {
        run.requireOwnSession(link);
        long start = System.nanoTime();
        long nextReport = 0;
        Backoff backoff = new Backoff(50, 1000, 2);
        while (true) {
            if (link.query(key.tryLock()).get(0).flag(0)) {
                return true;
            }
            if (run.options().whenBusy() == SyncOptions.WhenBusy.SKIP) {
                return false;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (waited.compareTo(run.options().busyWait()) >= 0) {
                throw new MigrateException(
                        FailureCode.MUTEX_TIMEOUT,
                        "Another instance has been syncing for longer than this one waits: " + holder() + ".",
                        "Wait until it is done, or look at that session if it should not be there.");
            }
            if (waited.toMillis() >= nextReport) {
                String holder = holder();
                run.tell(listener -> listener.waitingForOther(holder, waited));
                nextReport = waited.toMillis() + REPORT_EVERY.toMillis();
            }
            run.sleep(backoff.next());
        }
    }

    /** Does something while it is ours, after waiting as long as the options say. */
    public <T> T hold(SyncRun.Attempt<T> work) throws SQLException {
        acquire();
        try {
            return work.run();
        } finally {
            release();
        }
    }

    /** Releases it; a session of which the server does not confirm that does not go back to its pool. */
    public void release() {
        try {
            if (link.query(key.unlock()).get(0).flag(0)) {
                return;
            }
        } catch (SQLException e) {
            // nothing is confirmed
        }
        link.discard();
    }

    private String holder() throws SQLException {
        List<Row> rows = link.query(key.holder());
        return rows.isEmpty() ? "its session has just ended" : MutexKey.holderInWords(rows.get(0));
    }
}
