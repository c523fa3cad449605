// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.mutex;

import com.fraiseql.migrate.db.Backoff;
import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One migrator at a time ({@code docs/design.md}, 3).
 *
 * <ol>
 *   <li>The mutex is a session-level advisory lock, so it dies with the session that holds it: nothing is ever left
 *       behind.
 *   <li>It is polled. A session that waits inside {@code pg_advisory_lock} holds a snapshot, and
 *       {@code CREATE INDEX CONCURRENTLY} in the session that it waits for would wait for that snapshot: a deadlock.
 *   <li>Between two polls no statement runs and no transaction is open.
 *   <li>A migrator that waits is told which session it waits for, soon and then every few seconds, and the error at the
 *       end says it too. Not at once: in its first moment the other one has not yet given its session a name to be
 *       known by.
 * </ol>
 */
public final class Mutex {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration REPORT_AFTER = Duration.ofMillis(200);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(5);

    private static final Duration STRANDED = Duration.ofSeconds(10);

    private final Session session;
    private final MutexKey key;
    private String owner = "NULL";

    public Mutex(Session session, MutexKey key) {
        this.session = session;
        this.key = key;
    }

    /** Called with the session that holds the mutex while another one waits for it. */
    @FunctionalInterface
    public interface WaitReport {
        void waiting(String holder, Duration waited);
    }

    /**
     * Takes the mutex, and in the same round trip asks {@code question}.
     *
     * @param question SQL to be answered under the mutex, for instance the history
     * @return the reply; statement 0 is ours, the question's statements follow
     * @throws MigrateException MUTEX_TIMEOUT naming the holder, CANCELLED, CONNECTION_LOST
     */
    public Reply acquire(Duration limit, String question, WaitReport report, BooleanSupplier cancelled) {
        long start = System.nanoTime();
        long nextReport = REPORT_AFTER.toMillis();
        Backoff backoff = new Backoff(FIRST_PAUSE.toMillis(), LONGEST_PAUSE.toMillis(), 2);
        while (true) {
            Reply reply = session.query(key.tryLock() + ";" + question);
            if (reply.completed() == 0) {
                throw unusable(reply.error());
            }
            Row answer = reply.rows(0).get(0);
            if (answer.flag(0)) {
                owner = answer.text(1);
                return reply;
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - start);
            if (cancelled.getAsBoolean()) {
                throw new MigrateException(
                        FailureCode.CANCELLED,
                        "The run was cancelled while it waited for another migrator.",
                        "Nothing was applied by this run; start it again.");
            }
            if (waited.compareTo(limit) >= 0) {
                throw new MigrateException(
                        FailureCode.MUTEX_TIMEOUT,
                        "Another migrator has been at work for longer than this one waits (" + seconds(limit) + "): "
                                + holder() + ".",
                        "Wait until it is done and start again, or look at that session if it should not be there.");
            }
            if (waited.toMillis() >= nextReport) {
                report.waiting(holder(), waited);
                nextReport = waited.toMillis() + REPORT_EVERY.toMillis();
            }
            sleep(Math.min(backoff.next(), Math.max(1, limit.minus(waited).toMillis())));
        }
    }

    /**
     * Releases the mutex. It is a message of its own, so that nothing else can fail instead of it.
     *
     * <p>Where a pooler that was not recognized has given us another server session meanwhile, the one that owns the
     * mutex is ended, as soon as no client uses it: it would keep every other migrator waiting for as long as the pool
     * keeps it.
     *
     * @return whether the server has confirmed it; if not, the session must not go back to its pool
     */
    public boolean release() {
        if (session.inTransaction()) {
            session.query("ROLLBACK");
        }
        Reply reply = session.query(key.unlock());
        boolean released = reply.error() == null && reply.rows(0).get(0).flag(0);
        if (!released && !session.lost()) {
            endStrandedOwner();
        }
        return released;
    }

    private void endStrandedOwner() {
        // the pooler may give this statement the very session that holds the lock, which then can release it
        String sql =
                "SELECT CASE WHEN a.pid = pg_catalog.pg_backend_pid() THEN pg_catalog.pg_advisory_unlock(" + key.value()
                        + ") WHEN a.state = 'idle' THEN pg_catalog.pg_terminate_backend(a.pid) END"
                        + " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a ON a.pid = l.pid"
                        + " WHERE l.granted AND l.pid = " + owner + " AND " + key.locksCondition();
        long deadline = System.nanoTime() + STRANDED.toNanos();
        boolean there;
        do {
            Reply reply = session.query(sql);
            there = reply.error() == null
                    && !reply.rows(0).isEmpty()
                    && !reply.rows(0).get(0).flag(0);
            if (there) {
                sleep(FIRST_PAUSE.toMillis());
            }
        } while (there && System.nanoTime() < deadline);
    }

    /** One sentence about the session that holds the mutex. */
    public String holder() {
        Reply reply = session.query(key.holder());
        if (reply.error() != null || reply.rows(0).isEmpty()) {
            return "its session has just ended";
        }
        return MutexKey.holderInWords(reply.rows(0).get(0));
    }

    private MigrateException unusable(@Nullable SQLException error) {
        return MigrateException.builder(
                        FailureCode.CONNECTION_LOST,
                        "The connection was lost while taking the mutex: "
                                + (error == null ? "no answer" : error.getMessage()),
                        "Start again; this run has applied nothing.")
                .cause(error)
                .build();
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    private static void sleep(long millis) {
        if (!Pause.of(millis)) {
            throw new MigrateException(
                    FailureCode.CANCELLED,
                    "The run was interrupted while it waited for another migrator.",
                    "Nothing was applied by this run; start it again.");
        }
    }
}
