// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.execute.Pipeline.Failure;
import com.fraiseql.migrate.execute.Pipeline.Purpose;
import com.fraiseql.migrate.execute.Pipeline.Segment;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A statement that PostgreSQL refuses in a transaction (DESIGN §5.5).
 *
 * <ol>
 *   <li>"Started" is recorded and committed. In the same message the timeouts are set: none where the lock lets readers and writers through, since
 *       a {@code CREATE INDEX CONCURRENTLY} that times out leaves an invalid index.
 *   <li>The statement is sent, alone.
 *   <li>"Done" is recorded and committed, and the timeouts are put back.
 *   <li>If the statement fails, what it left behind is removed ({@link Reconciler}) and "started" is taken back.
 *   <li>If the process, the session or the server dies in between, the next run finds "started" and asks the catalog what became of it.
 * </ol>
 */
final class StandaloneStatement {

    private static final String KEEP =
            "SELECT pg_catalog.set_config('fraiseql.lock_timeout', pg_catalog.current_setting('lock_timeout'), false),"
                    + " pg_catalog.set_config('fraiseql.statement_timeout', pg_catalog.current_setting('statement_timeout'), false)";
    private static final String PUT_BACK = "SELECT " + putBack("lock_timeout") + ", " + putBack("statement_timeout");

    private final RunContext run;
    private final ScriptWork work;
    private final Ledger ledger;
    private final Retry retry;
    private final LockTimeouts timeouts;
    private boolean fileSetsStatementTimeout;

    StandaloneStatement(RunContext run, ScriptWork work, Ledger ledger) {
        this.run = run;
        this.work = work;
        this.ledger = ledger;
        this.retry = new Retry(run, work.origin().version());
        this.timeouts = new LockTimeouts(run.settings().lockTimeout(), retry.patience());
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
        announce(unit, statement, started);
        boolean existedBefore = reconciler.prepare(!started);
        long start = System.nanoTime();
        try {
            retry.until(() -> send(statement, reconciler, existedBefore));
        } catch (Failure failure) {
            takeBack(unit);
            throw failure;
        }
        record(unit, last, (System.nanoTime() - start) / 1_000_000);
    }

    private Statement find(Unit unit) {
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null) {
                timeouts.file(reader);
                timeouts.passed(statement);
                fileSetsStatementTimeout |= statement.text().contains("statement_timeout");
                if (statement.index() == unit.firstStatement()) {
                    return statement;
                }
            }
        }
        throw new IllegalStateException(
                "unit " + unit.index() + " is not in " + work.origin().text().name());
    }

    private void announce(Unit unit, Statement statement, boolean started) throws Failure {
        run.state().touchedBySettings();
        Pipeline pipeline = new Pipeline(run);
        if (!started) {
            transaction(pipeline, ledger.started(unit));
        }
        pipeline.own(Purpose.CONTROL, KEEP);
        pipeline.own(
                Purpose.CONTROL, timeouts.beforeStandalone(statement).stream().toList());
        if (!fileSetsStatementTimeout && !statement.traits().strongLock()) {
            pipeline.own(Purpose.CONTROL, "SET statement_timeout = 0");
        }
        flush(pipeline);
        if (!started) {
            ledger.committed();
        }
    }

    private void send(Statement statement, Reconciler reconciler, boolean existedBefore) throws Failure {
        run.cancellation().check();
        if (retry.patience().raised()) {
            timeouts.beforeStandalone(statement).ifPresent(run.session()::query);
        }
        SQLException error = null;
        if (statement.traits().discardAll()) {
            // DISCARD ALL would give the mutex away; this is all of it but that
            error = run.session()
                    .query(String.join(";", run.state().betweenFiles()))
                    .error();
        } else {
            run.listener().statementStarted(work.origin().version(), statement.line(), statement::firstLine);
            LockWatch.Watch watched = run.watch().during(run.session().pid(), timeouts.of(statement));
            try {
                error = run.session().script(statement.text()).error();
            } finally {
                watched.close();
            }
        }
        if (error != null) {
            if (!run.session().lost()) {
                reconciler.cleanUp(existedBefore);
            }
            throw new Failure(Segment.of(work.origin(), statement), error);
        }
    }

    private void record(Unit unit, boolean last, long millis) throws Failure {
        Pipeline pipeline = new Pipeline(run);
        transaction(pipeline, ledger.done(unit, last, millis));
        pipeline.own(Purpose.CONTROL, PUT_BACK);
        flush(pipeline);
    }

    private void takeBack(Unit unit) {
        if (run.session().lost()) {
            return;
        }
        try {
            Pipeline pipeline = new Pipeline(run);
            transaction(pipeline, ledger.notStarted(unit));
            pipeline.own(Purpose.CONTROL, PUT_BACK);
            flush(pipeline);
            ledger.takenBack(unit);
        } catch (Failure e) {
            // the statement's own failure is what the user must see; "started" stays, and the next run asks the catalog
        }
    }

    private void transaction(Pipeline pipeline, List<String> record) throws Failure {
        pipeline.own(Purpose.CONTROL, "BEGIN");
        pipeline.own(Purpose.PROOF, run.mutex().proof());
        pipeline.own(Purpose.CONTROL, run.state().ownIdentity());
        pipeline.own(Purpose.BOOKKEEPING, record);
        pipeline.own(Purpose.COMMIT, "COMMIT");
    }

    private void flush(Pipeline pipeline) throws Failure {
        try {
            pipeline.flush();
        } catch (Failure failure) {
            Transactions.rollBack(run);
            throw failure;
        }
    }

    private void remark(Statement statement, String what) {
        run.listener()
                .remark(
                        work.origin().version(),
                        statement.locate(work.origin().text().name(), 1) + ": " + statement.firstLine() + " " + what
                                + ".");
    }

    private MigrateException unknown(Unit unit, Statement statement) {
        Ledger.Advice advice = ledger.advice(unit.index());
        List<String> detail = new ArrayList<>();
        detail.add("  " + statement.firstLine());
        detail.add("  if it took effect:   " + advice.tookEffect());
        detail.add("  if it is to run again: " + advice.again());
        return new MigrateException(
                FailureCode.UNKNOWN_OUTCOME,
                "The last run was interrupted in a statement that commits by itself, and PostgreSQL cannot tell whether it took effect.",
                "Look at what it should have done, run the statement below that fits, and start again.",
                statement.locate(work.origin().text().name(), 1),
                String.join("\n", detail),
                null);
    }

    private static String putBack(String setting) {
        return "pg_catalog.set_config('%1$s', COALESCE(NULLIF(pg_catalog.current_setting('fraiseql.%1$s', true), ''), pg_catalog.current_setting('%1$s')), false)"
                .formatted(setting);
    }
}
