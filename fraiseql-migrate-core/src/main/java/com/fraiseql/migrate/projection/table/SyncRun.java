// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.Backoff;
import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TimeZoneName;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.ranges.Workers;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What every part of one run shares: options, listener, cancellation, the sessions that are open. */
public final class SyncRun implements Workers.Pool {

    private static final long FIRST_PAUSE = 50;
    private static final long LONGEST_PAUSE = 2_000;

    private final DataSource dataSource;
    private final SyncOptions options;
    private final SyncListener listener;
    private final Set<TransactionalSession> sessions = ConcurrentHashMap.newKeySet();
    private final Map<String, SyncProgress> progress = new LinkedHashMap<>();
    private final Set<String> said = new HashSet<>();
    private volatile boolean cancelled;
    private volatile TextSettings settings;

    public SyncRun(DataSource dataSource, SyncOptions options, SyncListener listener) {
        this.dataSource = dataSource;
        this.options = options;
        this.listener = listener;
        this.settings = new TextSettings(new TimeZoneName(options.timeZone()).name(), null);
    }

    public SyncOptions options() {
        return options;
    }

    /** From now on every connection has the search path that the first one had. */
    public void searchPath(@Nullable String schemas) {
        if (settings.searchPath() == null) {
            settings = new TextSettings(options.timeZone(), schemas);
        }
    }

    /** The listener, one call at a time. */
    public SyncListener listener() {
        return listener;
    }

    @Override
    public TransactionalSession open() {
        TransactionalSession session = TransactionalSession.open(dataSource, () -> settings.statement());
        sessions.add(session);
        return session;
    }

    /** Refuses a pooler that gives each transaction another server session. */
    public void requireOwnSession(TransactionalSession session) {
        session.requireOwnSession(dataSource);
    }

    @Override
    public void close(TransactionalSession session) {
        sessions.remove(session);
        session.close();
    }

    @Override
    public void cancel() {
        if (!cancelled) {
            cancelled = true;
            sessions.forEach(TransactionalSession::cancel);
        }
    }

    public boolean cancelled() {
        return cancelled;
    }

    @Override
    public void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw SyncFailures.cancelled(null);
        }
    }

    @Override
    public String threadName(int number) {
        return "fraiseql-sync-" + number;
    }

    @Override
    public void unavailable(RuntimeException cause) {
        tell(to -> to.remark("", "Goes on with fewer connections: " + cause.getMessage()));
    }

    @Override
    public RuntimeException shown(RuntimeException failure) {
        boolean said = failure instanceof MigrateException known && known.code() == FailureCode.CANCELLED;
        return cancelled && !said ? SyncFailures.cancelled(failure) : failure;
    }

    public synchronized void report(SyncProgress now) {
        progress.put(now.table(), now);
        listener.progress(now);
    }

    public synchronized void tell(Consumer<SyncListener> message) {
        message.accept(listener);
    }

    /** Tells the listener something about a table, once. */
    public synchronized void remarkOnce(String table, String message) {
        if (said.add(table + message)) {
            listener.remark(table, message);
        }
    }

    public synchronized List<SyncProgress> progress() {
        return List.copyOf(progress.values());
    }

    public synchronized void forget(String table) {
        progress.remove(table);
    }

    /** What every transaction of a sync begins with; nothing of it outlives the transaction. */
    public String transactionSettings() {
        return settings().text();
    }

    public TransactionSettings settings() {
        return new TransactionSettings(options.lockTimeout());
    }

    /**
     * Does something in a transaction that has these settings, and retries it as {@link #retrying} does. An
     * autovacuum in its way is waited for as long as it takes to have it cancelled ({@link LockPatience}).
     */
    public <T> T committed(TransactionalSession session, TransactionalSession.Body<T> work) throws SQLException {
        LockPatience patience = new LockPatience();
        return retrying(() -> {
            try {
                return session.readingCommitted(tx -> {
                    tx.execute(new TransactionSettings(patience.of(options.lockTimeout())).text());
                    return work.run(tx);
                });
            } catch (SQLException e) {
                if (SqlState.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                    patience.answer(session.query(LockPatience.QUESTION));
                }
                throw e;
            }
        });
    }

    /** Executes statements in a transaction of their own, and retries it as {@link #retrying} does. */
    public void committed(TransactionalSession session, String sql) throws SQLException {
        committed(session, tx -> {
            tx.execute(sql);
            return 0;
        });
    }

    /** Something that either is done or has been undone. */
    @FunctionalInterface
    public interface Attempt<T> {
        T run() throws SQLException;
    }

    /**
     * Retries what failed for a lock, a deadlock or a serialization failure, with growing pauses and full jitter,
     * outside of any transaction.
     *
     * @throws SQLException the last failure, when {@code lockWait} is over
     */
    public <T> T retrying(Attempt<T> attempt) throws SQLException {
        long deadline = System.nanoTime() + options.lockWait().toNanos();
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, 2);
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
            sleep(backoff.next());
        }
    }

    public void sleep(long millis) {
        if (!Pause.of(millis, () -> cancelled)) {
            throw SyncFailures.cancelled(null);
        }
        check();
    }
}
