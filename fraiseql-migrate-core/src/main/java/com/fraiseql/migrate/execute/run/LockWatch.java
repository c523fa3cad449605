// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

import com.fraiseql.migrate.db.OtherSession;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Finds the blocking sessions while a statement still waits: after its timeout they can no longer be found
 * ({@code docs/design.md}, 8).
 *
 * <ol>
 *   <li>A statement with a lock timeout is checked after half of it, any other after five seconds.
 *   <li>A check takes a second connection. It is opened for the check, kept only while the session really waits, and
 *       closed.
 *   <li>Checks that find nothing become rarer. If no second connection is available (a pool of one), no blocker is
 *       reported, and the run goes on.
 * </ol>
 */
public final class LockWatch implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long SOONEST = 20;
    private static final long LONGEST_INTERVAL = 10_000;
    private static final long WHILE_WAITING = 1_000;

    private final DataSource dataSource;
    private final Consumer<List<String>> whileWaiting;
    private final ScheduledThreadPoolExecutor looker;
    private volatile List<String> blockers = List.of();

    /**
     * A watch that opens its connection when it is needed.
     *
     * @param whileWaiting called on another thread, each time a session is found waiting
     */
    public LockWatch(DataSource dataSource, Consumer<List<String>> whileWaiting) {
        this.dataSource = dataSource;
        this.whileWaiting = whileWaiting;
        this.looker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "fraiseql-lock-watch");
            thread.setDaemon(true);
            return thread;
        });
        looker.setRemoveOnCancelPolicy(true);
    }

    /** Returns the blocking sessions of the last check, and forgets them. */
    public List<String> lastBlockers() {
        List<String> last = blockers;
        blockers = List.of();
        return last;
    }

    /**
     * Opens another session, after this one has been terminated.
     *
     * @throws com.fraiseql.migrate.failure.MigrateException if none can be opened
     */
    public Session another() {
        return Session.open(dataSource);
    }

    /**
     * Watches the session until the result is closed.
     *
     * @param lockTimeout how long it waits for a lock before it gives up; {@code null} if for as long as it takes
     */
    public Watch during(int pid, @Nullable Duration lockTimeout) {
        long patience = PATIENCE.toMillis();
        long first = lockTimeout == null ? patience : Math.min(lockTimeout.toMillis() / 2, patience);
        return new Watch(pid, Math.max(SOONEST, first));
    }

    @Override
    public void close() {
        looker.shutdownNow();
    }

    /** One message being watched. */
    public final class Watch implements AutoCloseable {

        private final CountDownLatch done = new CountDownLatch(1);
        private final int pid;
        private long pause;
        private volatile @Nullable Future<?> next;

        private Watch(int pid, long first) {
            this.pid = pid;
            this.pause = first;
            schedule();
        }

        private void schedule() {
            next = looker.schedule(this::look, pause, TimeUnit.MILLISECONDS);
            pause = Math.min(pause * 2, LONGEST_INTERVAL);
        }

        private void look() {
            try (Session session = Session.open(dataSource)) {
                List<String> found = ask(session, pid);
                while (!found.isEmpty()) {
                    blockers = found;
                    whileWaiting.accept(found);
                    if (done.await(WHILE_WAITING, TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    found = ask(session, pid);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (SQLException | RuntimeException e) {
                // the names of blocking sessions are a help only: the migration itself must not suffer
                if (blockers.isEmpty()) {
                    blockers = List.of("unknown, as there was no second connection to look with");
                }
            }
            if (done.getCount() > 0 && !looker.isShutdown()) {
                schedule();
            }
        }

        @Override
        public void close() {
            done.countDown();
            Future<?> planned = next;
            if (planned != null) {
                planned.cancel(false);
            }
        }
    }

    private static List<String> ask(Session session, int pid) throws SQLException {
        Reply reply = session.query("SELECT " + OtherSession.columns("b.pid") + " FROM " + """
                         (SELECT DISTINCT pg_catalog.unnest(pg_catalog.pg_blocking_pids(%d)) AS pid) b
                         LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = b.pid ORDER BY a.xact_start NULLS
                         LAST""".formatted(pid))
                .orThrow();
        return reply.rows(0).stream().map(OtherSession::inWords).toList();
    }
}
