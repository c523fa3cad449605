// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.Preparation.Prepared;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.checkpoint.UpLedger;
import com.fraiseql.migrate.execute.diagnosis.HistoryFailure;
import com.fraiseql.migrate.execute.diagnosis.StatementFailed;
import com.fraiseql.migrate.execute.diagnosis.UserTrace;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.execute.unit.ScriptRunner;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.history.HistoryWriter;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import com.fraiseql.migrate.report.Action;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.source.CodeMigration;
import com.fraiseql.migrate.source.LocalMigration;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Does a plan under the mutex. */
final class Up {

    private final ExclusiveRun run;
    private final RunContext context;
    private final RunProgress progress;

    Up(ExclusiveRun run, RunProgress progress) {
        this.progress = progress;
        this.run = run;
        this.context = run.context();
    }

    void each(List<Prepared> migrations) {
        for (Prepared migration : migrations) {
            context.cancellation().check();
            Approval.ofMigration(context.listener(), migration.migration());
            long start = System.nanoTime();
            context.passOnNoticesOf(migration.migration().version());
            AppliedMigration applied = migration.work() == null ? code(migration, start) : script(migration, start);
            progress.add(applied);
            context.recorded().add(applied.version());
            context.listener().afterMigration(applied, Direction.UP);
        }
    }

    private AppliedMigration script(Prepared migration, long start) {
        ScriptWork work = Objects.requireNonNull(migration.work());
        ScriptRunner runner = new ScriptRunner(
                context,
                work,
                new UpLedger(
                        context.writer(),
                        migration.entry(work.script().units().size()),
                        migration.resumed(),
                        migration.planned().action() == Action.REAPPLY));
        try {
            runner.run();
        } catch (Interrupted interrupted) {
            throw run.failed(interrupted, progress.done(), true);
        }
        run.cleanSession();
        return new AppliedMigration(
                migration.migration().version(),
                migration.migration().fileName(),
                runner.unitsDone(),
                runner.statementsDone(),
                migration.resumed(),
                ExclusiveRun.since(start));
    }

    private AppliedMigration code(Prepared migration, long start) {
        CodeMigration code = Objects.requireNonNull(migration.migration().code());
        String version = migration.migration().version();
        HistoryWriter.Entry entry = migration.entry(1);
        Unit unit = CodeUnit.of(migration.migration());
        UpLedger ledger =
                new UpLedger(context.writer(), entry, false, migration.planned().action() == Action.REAPPLY);
        try {
            Pipeline opening = new Pipeline(context);
            opening.own(Purpose.CONTROL, "BEGIN");
            opening.own(Purpose.PROOF, context.mutex().proof());
            opening.flush();
            context.state().touchedBySettings();
            code.migrate(context.session().connection());
            if (!context.session().inTransaction()) {
                throw new SQLException("the code has ended the transaction that it was given", "2D000");
            }
            Pipeline closing = new Pipeline(context);
            closing.own(Purpose.CONTROL, context.state().ownIdentity());
            closing.own(Purpose.BOOKKEEPING, ledger.done(unit, true, null));
            // which statements the code has executed is unknown
            closing.own(Purpose.BOOKKEEPING, context.recorded().check(version));
            closing.own(Purpose.COMMIT, "COMMIT");
            closing.flush();
        } catch (Failure failure) {
            Transactions.rollBack(context);
            if (failure.purpose() == Purpose.BOOKKEEPING && !context.session().lost()) {
                throw notRecorded(version, failure.error());
            }
            throw codeFailed(migration.migration(), failure.error(), failure);
        } catch (Exception | LinkageError | AssertionError e) {
            // any exception counts: Kotlin and Lombok do not declare checked ones
            Transactions.rollBack(context);
            throw codeFailed(migration.migration(), e, null);
        }
        run.cleanSession();
        return new AppliedMigration(version, migration.migration().fileName(), 1, 0, false, ExclusiveRun.since(start));
    }

    private StatementFailed notRecorded(String version, SQLException error) {
        HistoryFailure history = HistoryFailure.of(error, context);
        StatementFailed failure = new StatementFailed(
                        MigrateException.builder(
                                        history.code(),
                                        "Migration " + version
                                                + ", written in Java, could not be recorded and was undone: "
                                                + history.why() + ".",
                                        history.action() + " Then run up again.")
                                .location(SourceLocation.file(version))
                                .cause(error),
                        version,
                        SqlState.of(error))
                .after(progress.done());
        run.trace(version, 0, failure.sqlState(), failure);
        return failure;
    }

    private StatementFailed codeFailed(LocalMigration migration, Throwable e, @Nullable Failure failed) {
        String version = migration.version();
        UserTrace trace =
                UserTrace.of(e, Objects.requireNonNull(migration.code()).getClass());
        String state = e instanceof SQLException sql ? SqlState.of(sql) : "";
        boolean open =
                failed != null && failed.commitSent() && context.session().lost();
        MigrateException.Builder told = MigrateException.builder(
                        context.session().lost() ? FailureCode.CONNECTION_LOST : FailureCode.CODE_MIGRATION_FAILED,
                        "Migration " + version + ", written in Java, failed: " + trace.what(),
                        open
                                ? "Start it again: the history says whether its transaction was committed, and "
                                        + "nothing is applied twice."
                                : "Correct it and start again; its transaction has been rolled back.")
                .location(Objects.requireNonNullElseGet(trace.location(), () -> SourceLocation.file(version)))
                .detail(trace.detail())
                .cause(e);
        StatementFailed failure = new StatementFailed(told, version, state).after(progress.done());
        run.trace(version, 0, state, failure);
        return failure;
    }
}
