// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.PoolerCheck;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TimeZoneName;
import com.fraiseql.migrate.execute.diagnosis.FailureReport;
import com.fraiseql.migrate.execute.diagnosis.LostCommit;
import com.fraiseql.migrate.execute.diagnosis.StatementFailed;
import com.fraiseql.migrate.execute.run.Cancellation;
import com.fraiseql.migrate.execute.run.LockWatch;
import com.fraiseql.migrate.execute.run.RecordedVersions;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.SessionState;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryReader;
import com.fraiseql.migrate.history.HistoryShape;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.mutex.Mutex;
import com.fraiseql.migrate.mutex.MutexKey;
import com.fraiseql.migrate.options.MigrateOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A run under the mutex: takes it, reads the history again, creates the tables that are missing, and finally releases
 * everything.
 *
 * <ol>
 *   <li>The mutex is taken, and the session's state, the history and its shape are read: one round trip.
 *   <li>The run's settings are made, and in the same message the history's tables are created or upgraded where needed.
 *   <li>The work is done.
 *   <li>The mutex is released first, by itself; then the session is restored to what it was.
 * </ol>
 */
final class ExclusiveRun implements AutoCloseable {

    private static final String LOG_LOCK_TIMEOUT = "SELECT pg_catalog.set_config('lock_timeout', '2s', true);";

    private final Session session;
    private final DataSource dataSource;
    private final HistoryReader reader;
    private final MutexKey key;
    private final Mutex mutex;
    private final History history;
    private final HistoryShape shape;
    private final RunContext context;
    private final LockWatch watch;

    private ExclusiveRun(
            Session session,
            DataSource dataSource,
            HistoryReader reader,
            MutexKey key,
            Mutex mutex,
            History history,
            HistoryShape shape,
            RunContext context,
            LockWatch watch) {
        this.session = session;
        this.dataSource = dataSource;
        this.reader = reader;
        this.key = key;
        this.mutex = mutex;
        this.history = history;
        this.shape = shape;
        this.context = context;
        this.watch = watch;
    }

    /**
     * Takes the mutex on a session that has read the history before.
     *
     * @param before the history as read without the mutex; it tells where the table is
     * @throws MigrateException TRANSACTION_POOLER, MUTEX_TIMEOUT, CANCELLED, CONNECTION_LOST
     */
    static ExclusiveRun begin(
            Session session,
            DataSource dataSource,
            HistoryReader reader,
            History before,
            MigrateOptions options,
            MigrationListener listener,
            Cancellation cancellation) {
        before.server().requireWritable();
        PoolerCheck.require(session, before.server().pid(), dataSource);
        MutexKey key = MutexKey.of(before.table().schema(), before.table().name());
        BooleanSupplier cancelled = cancellation::requested;
        Mutex mutex = new Mutex(session, key);
        Reply reply = mutex.acquire(
                options.locks().mutexWait(),
                SessionState.QUESTION + ";" + HistoryShape.question(before.table()) + ";"
                        + (before.exists() ? reader.sql() : reader.factsSql()),
                listener::waitingForMutex,
                cancelled);
        LockWatch watch = new LockWatch(dataSource, listener::blocked);
        try {
            // this comes first, since it reports a reply that ended early
            History history = reader.interpret(reply, 4);
            SessionState state = SessionState.of(reply, 1, new TimeZoneName(options.timeZone()));
            HistoryShape shape = HistoryShape.of(before.table(), reply, 3);
            if (history.exists() && !before.exists()) {
                // another migrator has created the table meanwhile
                history = reader.read(session);
            }
            if (!history.table().equals(before.table())) {
                // and in another place than this run would have chosen, so the other migrator's mutex is the one to
                // take
                watch.close();
                releaseOrDiscard(session, mutex);
                return begin(session, dataSource, reader, history, options, listener, cancellation);
            }
            HistoryWriter writer = new HistoryWriter(history.table());
            RunContext context = new RunContext(
                    session,
                    state,
                    history,
                    writer,
                    new RecordedVersions(writer),
                    key,
                    options,
                    listener,
                    cancellation,
                    watch);
            return new ExclusiveRun(session, dataSource, reader, key, mutex, history, shape, context, watch);
        } catch (RuntimeException e) {
            watch.close();
            releaseOrDiscard(session, mutex);
            throw e;
        }
    }

    /** The history under the mutex. */
    History history() {
        return history;
    }

    RunContext context() {
        return context;
    }

    /** Sets the run's own settings, and creates or upgrades the tables where that is needed. */
    void prepareTables(boolean withSchema) {
        new HistoryTables(context).prepare(context.state().begin(), shape, withSchema);
    }

    /** Turns an interrupted script into the error that the operator sees, and records it in the log. */
    StatementFailed failed(Interrupted interrupted, List<AppliedMigration> done, boolean up) {
        StatementFailed failure = new FailureReport(context, done, up, lostCommit(interrupted, up)).of(interrupted);
        trace(failure.version(), interrupted.unit(), failure.sqlState(), failure);
        return failure;
    }

    /** The same for the commit of several files, which belongs to all of them. */
    StatementFailed failedTogether(Interrupted interrupted, List<String> files) {
        StatementFailed failure =
                new FailureReport(context, List.of(), true, lostCommit(interrupted, true)).ofAll(interrupted, files);
        trace(failure.version(), null, failure.sqlState(), failure);
        return failure;
    }

    private LostCommit.Status lostCommit(Interrupted interrupted, boolean up) {
        return session.lost()
                ? LostCommit.of(dataSource, reader, key, interrupted, up)
                : LostCommit.Status.NOT_COMMITTED;
    }

    /** Resets the session for the next file, unless it is clean already. */
    void cleanSession() {
        List<String> statements = context.state().betweenFiles();
        if (statements.isEmpty()) {
            return;
        }
        SQLException error = session.query(String.join(";", statements)).error();
        if (error != null) {
            throw MigrateException.builder(
                            session.lost() || SqlState.connectionLost(error)
                                    ? FailureCode.CONNECTION_LOST
                                    : FailureCode.STATEMENT_FAILED,
                            "The session could not be made clean after a migration: "
                                    + Shortened.toFirstLine(error.getMessage()),
                            "What was applied is recorded; start it again.")
                    .cause(error)
                    .build();
        }
        context.state().clean();
    }

    void trace(String version, @Nullable Integer unit, String state, MigrateException failure) {
        if (!session.lost()) {
            // the log entry is written under the session's original role, never under one that the script assumed
            session.query(String.join(";", context.state().asFound()));
            // the error itself must not wait for a log table that another session has locked
            session.query(LOG_LOCK_TIMEOUT
                    + context.writer()
                            .failed(
                                    version,
                                    unit,
                                    state,
                                    failure.what(),
                                    failure.location().map(Object::toString).orElse(null)));
        }
    }

    @Override
    public void close() {
        watch.close();
        releaseOrDiscard(session, mutex);
        if (!session.lost()) {
            Reply reply = session.query(String.join(";", context.state().asFound()));
            if (reply.error() != null) {
                // otherwise the session's next user would work with settings of a migration
                session.discard();
            }
        }
    }

    /** A pool must not keep a session that may still hold the mutex: every other migrator would wait for it. */
    private static void releaseOrDiscard(Session session, Mutex mutex) {
        if (!session.lost() && !mutex.release()) {
            session.discard();
        }
    }

    /** The time since a run began. */
    static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
