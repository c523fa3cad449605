// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Segment;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.session.LostWithSession;
import com.fraiseql.migrate.execute.session.SessionRestore;
import com.fraiseql.migrate.execute.session.SessionSnapshot;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.Words;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Executes one script, unit by unit ({@code docs/design.md}, 4 to 8).
 *
 * <ol>
 *   <li>If units are already done, the session state that they had left is restored: {@link SessionRestore}.
 *   <li>A unit of ordinary statements, or the file's own BEGIN … COMMIT, is one transaction with its record:
 *       {@link UnitTransaction}.
 *   <li>A standalone statement is announced, executed and recorded: {@link StandaloneStatement}.
 *   <li>A lock timeout, deadlock or serialization failure undoes a unit and it is retried, for a limited time:
 *       {@link Retry}.
 *   <li>Where the server says that a statement cannot stand where it stands (25001, 2D000, 55P04, 55006), the unit has
 *       been undone; the script is cut differently and goes on. Each statement is cut out at most once, so this ends.
 *       There is no cut for a statement that fails when alone, too ({@link RefusedInTransaction}), nor through what
 *       ends with a transaction ({@link EndsWithTransaction}).
 *   <li>A missing {@code uuid_generate_v4()} is provided: {@link UuidExtension}.
 * </ol>
 */
public final class ScriptRunner {

    private final RunContext run;
    private ScriptWork work;
    private final ScriptCursor cursor;
    private final UuidExtension uuids;
    private Ledger ledger;
    private @Nullable SessionSnapshot snapshot;
    private LostWithSession lost = LostWithSession.NOTHING;
    private int unitsDone;
    private long statementsDone;
    private @Nullable EndsWithTransaction keptWhole;

    public ScriptRunner(RunContext run, ScriptWork work, Ledger ledger) {
        this.run = run;
        this.work = work;
        this.cursor = new ScriptCursor(work);
        this.ledger = ledger;
        this.uuids = new UuidExtension(run);
    }

    /** How many units this run has done. */
    public int unitsDone() {
        return unitsDone;
    }

    public long statementsDone() {
        return statementsDone;
    }

    /**
     * Executes what is left of the script.
     *
     * @throws Interrupted with the unit that failed, after it has been undone
     */
    public void run() throws Interrupted {
        try (cursor) {
            units();
        }
    }

    private void units() throws Interrupted {
        int index = work.firstUnit();
        if (index >= work.script().units().size()) {
            recordNothing();
            return;
        }
        rememberSession();
        if (index > 0) {
            lost = restoreSession(index);
        }
        boolean started = work.started();
        while (index < work.script().units().size()) {
            Unit unit = work.script().units().get(index);
            if (run.cancellation().requested()) {
                throw cancelled(unit, index);
            }
            run.listener()
                    .unitStarted(
                            work.origin().version(),
                            unit.index() + 1,
                            work.script().units().size(),
                            unit.title(),
                            unit.kind() == Unit.Kind.STANDALONE);
            Failure afterCommit;
            try {
                afterCommit = execute(unit, index == work.script().units().size() - 1, started);
            } catch (Failure failure) {
                if (recut(unit, failure) || uuids.provide(failure, unit)) {
                    rememberSession();
                    continue;
                }
                throw new Interrupted(work, index, failure, ledger.advice(index), lost).keptWhole(keptWhole);
            }
            unitsDone++;
            statementsDone += unit.statementCount();
            started = false;
            index++;
            if (afterCommit != null) {
                throw new Interrupted(work, index, afterCommit, ledger.advice(index), lost);
            }
        }
    }

    private LostWithSession restoreSession(int index) throws Interrupted {
        try {
            return new SessionRestore(run, work, ledger, Objects.requireNonNull(snapshot)).restore();
        } catch (Failure failure) {
            throw new Interrupted(work, index, failure, ledger.advice(index), lost);
        }
    }

    /** @return what failed after the unit had been committed */
    private @Nullable Failure execute(Unit unit, boolean last, boolean started) throws Failure {
        if (unit.kind() == Unit.Kind.STANDALONE) {
            StandaloneStatement standalone = new StandaloneStatement(run, work, cursor, ledger, snapshot);
            standalone.execute(unit, last, started);
            return last ? null : standalone.afterCommit();
        }
        remarkOnLocalSetting(unit);
        Retry retry = new Retry(run, work.origin().version());
        Failure[] afterCommit = new Failure[1];
        retry.until(() -> {
            UnitTransaction transaction =
                    new UnitTransaction(run, work, cursor, retry.patience(), snapshot, uuids.first());
            transaction.execute(unit, ledger, last);
            afterCommit[0] = transaction.afterCommit();
        });
        ledger.committed();
        uuids.committed();
        return afterCommit[0];
    }

    /** A script of one unit has nothing to remember, unless it has to be cut. */
    private void rememberSession() {
        if (snapshot == null && work.script().units().size() > 1) {
            snapshot = SessionSnapshot.begin(run.session());
        }
    }

    /** What psql warns of, too (25P01); here the statement has a transaction, so that the server has nothing to say. */
    private void remarkOnLocalSetting(Unit unit) {
        if (work.script().withoutTransaction()
                && CommandParser.parse(Tokens.of(unit.title())) instanceof Command.SetParameter set
                && set.local()) {
            run.listener()
                    .remark(
                            work.origin().version(),
                            work.origin().text().locate(unit.line(), 1) + ": " + unit.title()
                                    + " has no effect, since every statement of this file is on its own; leave "
                                    + "LOCAL out.");
        }
    }

    private void recordNothing() throws Interrupted {
        Pipeline pipeline = new Pipeline(run);
        try {
            pipeline.own(Purpose.CONTROL, "BEGIN");
            pipeline.own(Purpose.PROOF, run.mutex().proof());
            pipeline.own(Purpose.BOOKKEEPING, ledger.nothing());
            pipeline.own(Purpose.COMMIT, "COMMIT");
            pipeline.flush();
        } catch (Failure failure) {
            Transactions.rollBack(run);
            throw new Interrupted(work, 0, failure, ledger.advice(0));
        }
    }

    /** Whether the script can go on, cut differently. The failed unit has been undone. */
    private boolean recut(Unit unit, Failure failure) {
        Statement statement = failure.statement();
        if (unit.kind() != Unit.Kind.TRANSACTION || statement == null || failure.purpose() != Purpose.MIGRATION) {
            return false;
        }
        Cuts cuts = work.cuts();
        switch (SqlState.of(failure.error())) {
            case SqlState.ACTIVE_TRANSACTION, SqlState.INVALID_TRANSACTION_TERMINATION -> {
                Set<Integer> alone = new HashSet<>(cuts.alone());
                if (statement.traits().setTransaction()
                        || !RefusedInTransaction.succeedsAlone(failure.error(), statement)
                        || losesByCommit(unit, statement.index())
                        || !alone.add(statement.index())) {
                    return false;
                }
                cuts = new Cuts(cuts.after(), alone);
                remark(statement, "refuses a transaction, so it runs on its own");
            }
            case SqlState.UNSAFE_NEW_ENUM_VALUE -> {
                Statement added = lastAddedValueBefore(unit, statement.index());
                Set<Integer> after = new HashSet<>(cuts.after());
                if (added == null || losesByCommit(unit, added.index()) || !after.add(added.index())) {
                    return false;
                }
                cuts = new Cuts(after, cuts.alone());
                remark(added, "is committed on its own, as its new value is used further down");
            }
            case SqlState.OBJECT_IN_USE -> {
                // deferred constraints of rows changed above are still to be checked; a commit in between checks them
                Set<Integer> after = new HashSet<>(cuts.after());
                if (statement.index() == unit.firstStatement()
                        || !String.valueOf(failure.error().getMessage()).contains("pending trigger events")
                        || losesByCommit(unit, statement.index())
                        || !after.add(statement.index() - 1)) {
                    return false;
                }
                cuts = new Cuts(after, cuts.alone());
                remark(statement, "needs what is above it to be committed first");
            }
            default -> {
                return false;
            }
        }
        work = work.recut(cuts);
        ledger = ledger.recut(work.script().units().size());
        return true;
    }

    private boolean losesByCommit(Unit unit, int before) {
        keptWhole = EndsWithTransaction.in(work, unit, before).orElse(null);
        return keptWhole != null;
    }

    /** Before a unit is begun, at its first statement. */
    private Interrupted cancelled(Unit unit, int index) {
        cursor.seek(unit.firstStatement());
        Statement first = cursor.next();
        Failure failure = Failure.cancelled(
                new Segment(Purpose.MIGRATION, first == null ? "" : first.text(), work.origin(), first));
        return new Interrupted(work, index, failure, ledger.advice(index));
    }

    private void remark(Statement statement, String what) {
        run.listener()
                .remark(
                        work.origin().version(),
                        statement.locate(work.origin().text(), 1) + ": " + statement.firstLine() + " " + what
                                + "; the unit was undone and is retried.");
    }

    private @Nullable Statement lastAddedValueBefore(Unit unit, int before) {
        Statement found = null;
        cursor.seek(unit.firstStatement());
        Statement statement;
        while ((statement = cursor.next()) != null && statement.index() < before) {
            if (Words.first(statement.text()).equals("ALTER") && statement.command() instanceof Command.AddEnumValue) {
                found = statement;
            }
        }
        return found;
    }
}
