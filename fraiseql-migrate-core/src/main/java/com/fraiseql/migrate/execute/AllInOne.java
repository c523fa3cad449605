// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.execute.Preparation.Prepared;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.checkpoint.UpLedger;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.execute.unit.Retry;
import com.fraiseql.migrate.execute.unit.ScriptCursor;
import com.fraiseql.migrate.execute.unit.UnitTransaction;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener.Direction;
import com.fraiseql.migrate.report.Action;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.TransactionWords;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies all pending migrations in one transaction: all of a deploy or nothing ({@code docs/design.md}, 10).
 *
 * <p>Every file must be one transaction by itself. A file with a standalone statement, several transactions, an
 * isolation level of its own, or Java code is refused before anything runs; so is one that was left incomplete. What a
 * file does to the transaction itself is undone at the end of the file: {@code SharedTransaction} in
 * {@code execute.unit}.
 */
final class AllInOne {

    private final ExclusiveRun run;
    private final RunContext context;
    private final RunProgress runProgress;

    AllInOne(ExclusiveRun run, RunProgress runProgress) {
        this.runProgress = runProgress;
        this.run = run;
        this.context = run.context();
    }

    void execute(List<Prepared> migrations) {
        for (Prepared migration : migrations) {
            Approval.ofMigration(context.listener(), migration.migration());
        }
        long start = System.nanoTime();
        Progress progress = new Progress(migrations.get(0));
        try {
            Retry retry = new Retry(context, "all pending migrations");
            retry.until(() -> attempt(migrations, progress, retry.patience()));
        } catch (Failure failure) {
            Prepared at = progress.migration;
            Interrupted interrupted =
                    new Interrupted(Objects.requireNonNull(at.work()), 0, failure, new Ledger.Advice("", ""));
            throw failure.purpose() == Purpose.COMMIT
                    ? run.failedTogether(
                            interrupted,
                            migrations.stream()
                                    .map(migration -> migration.migration().fileName())
                                    .toList())
                    : run.failed(interrupted, List.of(), true);
        }
        List<AppliedMigration> applied = migrations.stream()
                .map(migration -> applied(migration, ExclusiveRun.since(start)))
                .toList();
        applied.forEach(runProgress::add);
        applied.forEach(one -> context.listener().afterMigration(one, Direction.UP));
    }

    private static AppliedMigration applied(Prepared migration, Duration duration) {
        return new AppliedMigration(
                migration.migration().version(),
                migration.migration().fileName(),
                Objects.requireNonNull(migration.work()).script().units().size(),
                migration.work().script().statements(),
                false,
                duration);
    }

    /** Which migration is being sent. */
    private static final class Progress {

        private Prepared migration;

        Progress(Prepared first) {
            this.migration = first;
        }
    }

    private void attempt(List<Prepared> migrations, Progress progress, LockPatience patience) throws Failure {
        Pipeline pipeline = new Pipeline(context);
        try {
            pipeline.own(Purpose.CONTROL, "BEGIN");
            pipeline.own(Purpose.PROOF, context.mutex().proof());
            List<String> recorded = new ArrayList<>();
            for (Prepared migration : migrations) {
                progress.migration = migration;
                context.passOnNoticesOf(migration.migration().version());
                one(pipeline, migration, patience, recorded);
                // an error must be attributed to its own file, so each file is flushed before the next one begins
                pipeline.flush();
            }
            // nothing is reported as applied that the commit does not record
            pipeline.own(Purpose.BOOKKEEPING, context.recorded().check(recorded, recorded));
            pipeline.own(Purpose.COMMIT, "COMMIT");
            pipeline.flush();
        } catch (Failure | RuntimeException e) {
            Transactions.rollBack(context);
            throw e;
        }
    }

    private void one(Pipeline pipeline, Prepared migration, LockPatience patience, List<String> recorded)
            throws Failure {
        ScriptWork work = Objects.requireNonNull(migration.work());
        UpLedger ledger = new UpLedger(
                context.writer(),
                migration.entry(work.script().units().size()),
                false,
                migration.planned().action() == Action.REAPPLY);
        @Nullable
        Unit unit =
                work.script().units().isEmpty() ? null : work.script().units().get(0);
        boolean mayHaveChangedHistory = false;
        if (unit != null) {
            try (ScriptCursor cursor = new ScriptCursor(work)) {
                UnitTransaction transaction = new UnitTransaction(context, work, cursor, patience, null);
                transaction.sendShared(pipeline, unit);
                mayHaveChangedHistory = transaction.mayHaveChangedHistory();
            }
        }
        pipeline.own(Purpose.CONTROL, context.state().ownIdentity());
        pipeline.own(Purpose.BOOKKEEPING, unit == null ? ledger.nothing() : ledger.done(unit, true, null));
        recorded.add(migration.migration().version());
        if (mayHaveChangedHistory) {
            pipeline.own(Purpose.BOOKKEEPING, context.recorded().check(recorded, recorded));
        }
        pipeline.own(Purpose.CONTROL, context.state().betweenFiles());
    }

    static void requireOneTransaction(Prepared migration) {
        ScriptWork work = migration.work();
        List<Unit> units = work == null ? List.of() : work.script().units();
        boolean plain = units.isEmpty()
                || (units.size() == 1
                        && units.get(0).kind() != Unit.Kind.STANDALONE
                        && (units.get(0).begin() == null
                                || isPlainBegin(units.get(0).begin())));
        if (work != null && plain && !migration.resumed()) {
            return;
        }
        String name = migration.migration().fileName();
        int line = units.stream()
                .filter(unit -> unit.kind() == Unit.Kind.STANDALONE)
                .mapToInt(Unit::line)
                .findFirst()
                .orElse(0);
        throw MigrateException.builder(
                        FailureCode.NOT_TRANSACTIONAL,
                        "All pending migrations are to run in one transaction, and " + name + " cannot: "
                                + (migration.resumed()
                                        ? "it was left incomplete by an earlier run"
                                        : work == null
                                                ? "it is written in Java"
                                                : "it has a statement that refuses a transaction, or several "
                                                        + "transactions "
                                                        + "of its own")
                                + ".",
                        "Apply it first with --transaction migration (fraiseql.migrate.transaction), or take the "
                                + "statement "
                                + "out.")
                .location(new SourceLocation(name, line, 0))
                .build();
    }

    private static boolean isPlainBegin(@Nullable String begin) {
        TransactionWords words = begin == null ? null : TransactionWords.of(Tokens.of(begin));
        return words != null && words.kind() == TransactionWords.Kind.BEGIN && !words.modes();
    }
}
