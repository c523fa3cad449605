// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.ClientCheck;
import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TimeZoneName;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What every part of one run shares: options, listener, cancellation, the links that are open. */
final class Run {

    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2_000;

    private final DataSource dataSource;
    private final SyncOptions options;
    private final SyncListener listener;
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private final Map<String, SyncProgress> progress = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private volatile boolean cancelled;
    private volatile TextSettings settings;

    Run(DataSource dataSource, SyncOptions options, SyncListener listener) {
        this.dataSource = dataSource;
        this.options = options;
        this.listener = listener;
        this.settings = new TextSettings(new TimeZoneName(options.timeZone()).name(), null);
    }

    SyncOptions options() {
        return options;
    }

    /** From now on every connection has the search path that the first one had. */
    void searchPath(@Nullable String schemas) {
        if (settings.searchPath() == null) {
            settings = new TextSettings(options.timeZone(), schemas);
        }
    }

    /** The listener, one call at a time. */
    SyncListener listener() {
        return listener;
    }

    Link open() {
        Link link = Link.open(dataSource, () -> settings);
        links.add(link);
        return link;
    }

    /** Refuses a pooler that gives each transaction another server session. */
    void requireOwnSession(Link link) {
        link.requireOwnSession(dataSource);
    }

    void close(Link link) {
        links.remove(link);
        link.close();
    }

    void cancel() {
        if (!cancelled) {
            cancelled = true;
            links.forEach(Link::cancel);
        }
    }

    boolean cancelled() {
        return cancelled;
    }

    void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw SyncFailures.cancelled(null);
        }
    }

    synchronized void report(SyncProgress now) {
        progress.put(now.table(), now);
        listener.progress(now);
    }

    synchronized void tell(java.util.function.Consumer<SyncListener> message) {
        message.accept(listener);
    }

    /** Says something about a table that is worth a line, but not two of them. */
    synchronized void remarkOnce(String table, String message) {
        if (said.add(table + message)) {
            listener.remark(table, message);
        }
    }

    synchronized List<SyncProgress> progress() {
        return List.copyOf(progress.values());
    }

    synchronized void forget(String table) {
        progress.remove(table);
    }

    /** What every transaction of a sync begins with; nothing of it outlives the transaction. */
    String transactionSettings() {
        return transactionSettings(options.lockTimeout());
    }

    private static String transactionSettings(Duration lockTimeout) {
        // the driver keeps every notice of a statement, and a sync shows none: a trigger may raise one for each row
        return "SET LOCAL client_min_messages = error; SET LOCAL statement_timeout = 0; SET LOCAL "
                + "idle_in_transaction_session_timeout = 0; SET LOCAL jit = off;"
                + " SET LOCAL lock_timeout = '" + lockTimeout.toMillis() + "ms';"
                + clientCheck(true)
                + " SELECT set_config('work_mem', '64MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < "
                + "67108864;";
    }

    /** The server gives up soon after we are gone, so that the next instance need not wait for it. */
    static String clientCheck(boolean transactionOnly) {
        return ClientCheck.every(Duration.ofSeconds(1), transactionOnly) + ";";
    }

    /**
     * Does something in a transaction that has these settings, and tries it again as {@link #retrying} does. An
     * autovacuum in its way is waited for as long as it takes to have it cancelled ({@link LockPatience}).
     */
    <T> T committed(Link link, Link.Work<T> work) throws SQLException {
        LockPatience patience = new LockPatience();
        return retrying(() -> {
            try {
                return link.inTransaction(tx -> {
                    tx.execute(transactionSettings(patience.of(options.lockTimeout())));
                    return work.run(tx);
                });
            } catch (SQLException e) {
                if (SqlState.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    patience.answer(link.query(LockPatience.QUESTION));
                }
                throw e;
            }
        });
    }

    /** Something that either is done or has been undone. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Tries again what failed for a lock, a deadlock or a serialization failure, with growing pauses and full jitter,
     * outside of any transaction.
     *
     * @throws SQLException the last failure, when {@code lockWait} is over
     */
    <T> T retrying(Attempt<T> attempt) throws SQLException {
        long deadline = System.nanoTime() + options.lockWait().toNanos();
        long pause = FIRST_PAUSE;
        while (true) {
            check();
            try {
                return attempt.run();
            } catch (SQLException e) {
                if (cancelled) {
                    throw SyncFailures.cancelled(e);
                }
                if (!SyncFailures.worthRetrying(e) || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        }
    }

    void sleep(long millis) {
        if (!Pause.of(millis, () -> cancelled)) {
            throw SyncFailures.cancelled(null);
        }
        check();
    }
}
