// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.LockWatch;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Segment;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.session.SessionSnapshot;
import com.fraiseql.migrate.execute.session.SessionTimeouts;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;
import com.fraiseql.migrate.script.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that PostgreSQL refuses in a transaction ({@code docs/operations.md}, "Standalone statements").
 *
 * <ol>
 *   <li>"Started" is recorded and committed, with what the statement refers to as the server resolves it. In the same
 *       round trip the timeouts are set: none where the lock lets readers and writers through, since a
 *       {@code CREATE INDEX CONCURRENTLY} that times out leaves an invalid index.
 *   <li>The statement is sent, alone.
 *   <li>"Done" is recorded and committed, and the timeouts are restored.
 *   <li>If the statement fails, what it left is removed ({@link Reconciler}) and "started" is withdrawn. A {@code CALL}
 *       or {@code DO} that had committed before it failed is neither repeated nor withdrawn: the operator is asked
 *       ({@link InnerTransactions}).
 *   <li>If the process, the session or the server dies in between, the next run finds "started" and asks the catalog
 *       what became of it. If only the session ends, this run already reports what cannot be known.
 *   <li>A cancel request that arrives while "done" or "withdrawn" is being recorded does not keep it from being
 *       recorded.
 * </ol>
 */
final class StandaloneStatement {

    private static final int MOST_CANCELS = 3;

    private final RunContext run;
    private final ScriptWork work;
    private final ScriptCursor cursor;
    private final Ledger ledger;
    private final Retry retry;
    private final LockTimeouts timeouts;
    private boolean fileSetsTimeout;

    private final @Nullable SessionSnapshot snapshot;
    private @Nullable Failure afterCommit;

    StandaloneStatement(
            RunContext run, ScriptWork work, ScriptCursor cursor, Ledger ledger, @Nullable SessionSnapshot snapshot) {
        this.snapshot = snapshot;
        this.run = run;
        this.work = work;
        this.cursor = cursor;
        this.ledger = ledger;
        this.retry = new Retry(run, work.origin().version());
        this.timeouts = new LockTimeouts(run.options().locks().lockTimeout(), retry.patience());
    }

    /** How the connection was lost after the statement had been recorded as done. */
    @Nullable
    Failure afterCommit() {
        return afterCommit;
    }

    void execute(Unit unit, boolean last, boolean started) throws Failure {
        Statement statement = find(unit);
        Reconciler reconciler = new Reconciler(run, work.origin(), statement);
        if (started) {
            switch (reconciler.outcome()) {
                case DONE -> {
                    remark(statement, "had been done before the last run ended");
                    record(unit, last, 0);
                    return;
                }
                case NOT_DONE -> remark(statement, "was interrupted in the last run and is done again");
                case UNKNOWN -> throw unknown(unit, statement);
            }
        }
        long start = System.nanoTime();
        try {
            announce(unit, statement, reconciler, started);
            reconciler.prepare();
            retry.until(() -> send(statement, reconciler));
        } catch (Failure failure) {
            if (!failure.partlyCommitted()) {
                withdraw(unit);
            }
            throw failure;
        } catch (RuntimeException e) {
            withdraw(unit);
            throw e;
        }
        try {
            record(unit, last, (System.nanoTime() - start) / 1_000_000);
        } catch (Failure failure) {
            throw run.session().lost() ? failure.recording(Segment.of(work.origin(), statement)) : failure;
        }
    }

    private Statement find(Unit unit) {
        cursor.seek(unit.firstStatement());
        Statement statement = cursor.next();
        if (statement == null) {
            throw new IllegalStateException("unit " + unit.index() + " is not in "
                    + work.origin().text().name());
        }
        timeouts.file(cursor.headDirectives());
        timeouts.passed(cursor.setsLockTimeout());
        fileSetsTimeout = cursor.setsTimeLimit();
        return statement;
    }

    private void announce(Unit unit, Statement statement, Reconciler reconciler, boolean started) throws Failure {
        run.state().touchedBySettings();
        if (snapshot != null) {
            snapshot.learn(statement);
        }
        Pipeline pipeline = new Pipeline(run);
        if (!started) {
            List<String> record = new ArrayList<>(ledger.started(unit));
            reconciler
                    .target()
                    .ifPresent(target ->
                            record.add(run.writer().startedTarget(work.origin().version(), target)));
            pipeline.transaction(List.of(), record);
        }
        pipeline.own(Purpose.CONTROL, SessionTimeouts.KEEP);
        pipeline.own(
                Purpose.CONTROL, timeouts.beforeStandalone(statement).stream().toList());
        if (!fileSetsTimeout && !statement.traits().strongLock()) {
            pipeline.own(Purpose.CONTROL, SessionTimeouts.LIFT);
        }
        try {
            pipeline.flush();
        } catch (Failure failure) {
            Transactions.rollBack(run);
            throw failure.at(Segment.of(work.origin(), statement));
        }
        if (!started) {
            ledger.committed();
        }
    }

    private void send(Statement statement, Reconciler reconciler) throws Failure {
        Segment segment = Segment.of(work.origin(), statement);
        if (run.cancellation().requested()) {
            throw Failure.cancelled(segment);
        }
        if (retry.patience().raised()) {
            timeouts.beforeStandalone(statement).ifPresent(run.session()::query);
        }
        if (statement.traits().discardAll()) {
            // DISCARD ALL would release the mutex; this is all of it but that
            SQLException error = run.session()
                    .query(String.join(";", run.state().betweenFiles()))
                    .error();
            if (error != null) {
                throw run.session().lost() ? Failure.endNotSeen(segment, error) : new Failure(segment, error);
            }
            return;
        }
        boolean mayCommit = statement.traits().kind() == Traits.Kind.OTHER;
        InnerTransactions transactions = mayCommit ? InnerTransactions.before(run.session()) : null;
        run.listener().statementStarted(work.origin().version(), statement.line(), statement::firstLine);
        SQLException error;
        LockWatch.Watch watched = run.watch().during(run.session().pid(), timeouts.of(statement));
        try {
            error = run.session().script(statement.text()).error();
        } finally {
            watched.close();
        }
        if (error == null) {
            return;
        }
        if (run.session().lost()) {
            throw Failure.endNotSeen(segment, error);
        }
        if (transactions != null && transactions.mayHaveCommitted(run.session())) {
            throw Failure.partlyCommitted(segment, error);
        }
        reconciler.cleanUp(error);
        throw new Failure(segment, error);
    }

    private void record(Unit unit, boolean last, long millis) throws Failure {
        List<String> session = last ? List.of() : session(unit);
        record(session, ledger.done(unit, last, millis));
        if (snapshot != null && !session.isEmpty()) {
            snapshot.taken(work.script().carriesOn(unit.index()));
        }
    }

    private List<String> session(Unit unit) {
        boolean carriesOn = work.script().carriesOn(unit.index());
        if (snapshot == null || !snapshot.isDue(carriesOn)) {
            return List.of();
        }
        // the timeouts are the engine's until they are restored
        List<String> statements = new ArrayList<>(List.of(SessionTimeouts.RESTORE));
        if (!carriesOn) {
            statements.addAll(snapshot.endOfTransaction(false));
        }
        statements.add(snapshot.take(false, true));
        return statements;
    }

    private void withdraw(Unit unit) {
        if (run.session().lost()) {
            return;
        }
        try {
            record(List.of(), ledger.notStarted(unit));
            ledger.takenBack(unit);
        } catch (Failure e) {
            // the statement's own failure is what the operator must see; "started" stays, and the next run asks the
            // catalog
        }
    }

    /** Records what has happened, even if the run has been cancelled. */
    private void record(List<String> session, List<String> record) throws Failure {
        for (int attempt = 1; ; attempt++) {
            Pipeline pipeline = Pipeline.ofRecord(run);
            try {
                pipeline.transaction(session, record);
                pipeline.own(Purpose.AFTER_COMMIT, SessionTimeouts.RESTORE);
                pipeline.flush();
                return;
            } catch (Failure failure) {
                Transactions.rollBack(run);
                if (failure.purpose() == Purpose.AFTER_COMMIT) {
                    // recorded; the session is restored after the file, and until then only its timeouts differ
                    if (run.session().lost()) {
                        afterCommit = failure;
                    } else {
                        run.session().query(SessionTimeouts.RESTORE);
                    }
                    return;
                }
                boolean cancelled = SqlState.of(failure.error()).equals(SqlState.QUERY_CANCELED);
                if (!cancelled || attempt == MOST_CANCELS) {
                    throw failure;
                }
            }
        }
    }

    private void remark(Statement statement, String what) {
        run.listener()
                .remark(
                        work.origin().version(),
                        statement.locate(work.origin().text(), 1) + ": " + statement.firstLine() + " " + what + ".");
    }

    private MigrateException unknown(Unit unit, Statement statement) {
        return MigrateException.builder(
                        FailureCode.UNKNOWN_OUTCOME,
                        "The last run was interrupted in a statement that commits by itself, and PostgreSQL cannot "
                                + "tell "
                                + "whether it took effect.",
                        "Look at what it should have done, run the statement below that fits, and start again.")
                .location(statement.locate(work.origin().text(), 1))
                .detail("  " + statement.firstLine() + "\n"
                        + ledger.advice(unit.index()).text())
                .build();
    }
}
