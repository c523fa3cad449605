// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.time.Duration;
import java.util.List;

/**
 * How long the next attempt waits for a lock, if an autovacuum was in the way of the last one.
 *
 * <p>PostgreSQL cancels an autovacuum for a session that has waited for it for {@code deadlock_timeout} (a second by
 * default), and not for one that gives up sooner or at the same moment (manual, 25.1.6). So a short
 * {@code lock_timeout}, retried over and over, would wait for the whole vacuum, which may be hours; one attempt that is
 * a little longer than {@code deadlock_timeout} is over in a second.
 *
 * <ol>
 *   <li>An attempt ended with a lock timeout, and has been rolled back.
 *   <li>{@link #QUESTION} is asked on the same session; an autovacuum still holds its lock then. Any role may ask.
 *   <li>If the answer has a row, the attempts that follow wait at least as long as it says.
 * </ol>
 *
 * An autovacuum that prevents wraparound is never cancelled; then the unit is retried as for any other blocker.
 */
public final class LockPatience {

    /**
     * Milliseconds, if an autovacuum holds a table of this database, or no row. A server process that has no role is
     * one.
     */
    public static final String QUESTION = """
            SELECT s.setting::pg_catalog.int8 + 250 FROM pg_catalog.pg_settings s WHERE s.name = 'deadlock_timeout'
             AND EXISTS (SELECT FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid
              JOIN pg_catalog.pg_database d ON d.oid = l.database
              WHERE l.locktype = 'relation' AND l.granted AND l.mode = 'ShareUpdateExclusiveLock'
               AND a.usesysid IS NULL AND d.datname = pg_catalog.current_database())""";

    private long leastMillis;

    /**
     * The timeout that is wanted, or what it takes to have an autovacuum cancelled; zero, which is no limit, stays
     * zero.
     */
    public Duration of(Duration wanted) {
        return wanted.isZero() || wanted.toMillis() >= leastMillis ? wanted : Duration.ofMillis(leastMillis);
    }

    /** Whether an autovacuum has been found. */
    public boolean raised() {
        return leastMillis > 0;
    }

    /** Takes the rows that {@link #QUESTION} gave. */
    public void answer(List<Row> rows) {
        String millis = rows.isEmpty() ? null : rows.get(0).textOrNull(0);
        leastMillis = millis == null ? 0 : Long.parseLong(millis);
    }
}
