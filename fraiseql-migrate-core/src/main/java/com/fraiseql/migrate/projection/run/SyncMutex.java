// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.run;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.survey.Digest;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.table.SyncRun;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One sync at a time in a database. A session-level advisory lock, polled, with another key than the migrator's: a new
 * release may migrate while an older one still syncs.
 */
public final class SyncMutex {

    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private final SyncRun run;
    private final TransactionalSession link;
    private final long key;

    public SyncMutex(SyncRun run, TransactionalSession link, String schema) {
        this.run = run;
        this.link = link;
        this.key = ByteBuffer.wrap(Digest.bytes("fraiseql-sync\0" + schema)).getLong();
    }

    /** Whether it is ours now: without waiting, or after waiting as long as the options say. */
    public boolean acquire() throws SQLException {
        run.requireOwnSession(link);
        long start = System.nanoTime();
        long nextReport = 0;
        long pause = 50;
        while (true) {
            if (link.query("SELECT pg_try_advisory_lock(" + key + ")").get(0).flag(0)) {
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
            run.sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
            pause = Math.min(pause * 2, 1000);
        }
    }

    /** Releases it; a session of which the server does not confirm that does not go back to its pool. */
    public void release() {
        try {
            if (link.query("SELECT pg_catalog.pg_advisory_unlock(" + key + ")")
                    .get(0)
                    .flag(0)) {
                return;
            }
        } catch (SQLException e) {
            // nothing is confirmed
        }
        link.discard();
    }

    private String holder() throws SQLException {
        var rows = link.query("SELECT 'pid ' || l.pid || ', application '"
                + " || coalesce(nullif(a.application_name, ''), 'unnamed') || ', user ' || coalesce(a.usename, "
                + "'unknown') || ', client ' || coalesce(a.client_addr::text, 'local')"
                + " FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid WHERE l.granted AND l.locktype = "
                + "'advisory'"
                + " AND l.objsubid = 1 AND l.classid = " + (key >>> 32) + "::oid AND l.objid = " + (key & 0xFFFFFFFFL)
                + "::oid AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        @Nullable String holder = rows.isEmpty() ? null : rows.get(0).textOrNull(0);
        return holder == null ? "its session has just ended" : holder;
    }
}
