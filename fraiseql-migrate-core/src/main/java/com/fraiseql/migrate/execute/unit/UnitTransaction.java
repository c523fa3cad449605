// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.LockPatience;
import com.fraiseql.migrate.execute.checkpoint.Ledger;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Pipeline;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.execute.session.SessionSnapshot;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.LateFingerprint;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Traits;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.script.UnitSums;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One unit as one transaction, with its record.
 *
 * <ol>
 *   <li>{@code BEGIN}, in the file's own words where it has them, and leading {@code SET TRANSACTION}s, which must come
 *       first.
 *   <li>The proof that this session still owns the mutex.
 *   <li>The statements. Before the first that may stop readers or writers, {@code lock_timeout} is set, unless the file
 *       sets it.
 *   <li>If units are to follow, what the session has become ({@link SessionSnapshot}).
 *   <li>The session's original role is restored for the record, which follows.
 *   <li>{@code COMMIT}; after the last unit, the session is reset for the next file.
 * </ol>
 *
 * All of it is one message if it fits. If anything fails the transaction is rolled back before the failure is passed
 * on.
 */
public final class UnitTransaction {

    private final RunContext run;
    private final ScriptWork work;
    private final ScriptCursor cursor;
    private final LockPatience patience;

    private final @Nullable SessionSnapshot snapshot;
    private boolean mayChangeHistory;
    private final List<String> first;
    private @Nullable SharedTransaction shared;
    private @Nullable Failure afterCommit;

    /**
     * A unit before which nothing else is executed.
     *
     * @param snapshot remembers the session where units are to follow, {@code null} if none ever does
     */
    public UnitTransaction(
            RunContext run,
            ScriptWork work,
            ScriptCursor cursor,
            LockPatience patience,
            @Nullable SessionSnapshot snapshot) {
        this(run, work, cursor, patience, snapshot, List.of());
    }

    /** @param first what is executed before the unit's statements */
    UnitTransaction(
            RunContext run,
            ScriptWork work,
            ScriptCursor cursor,
            LockPatience patience,
            @Nullable SessionSnapshot snapshot,
            List<String> first) {
        this.run = run;
        this.work = work;
        this.cursor = cursor;
        this.patience = patience;
        this.snapshot = snapshot;
        this.first = first;
    }

    /** What went wrong after the unit had been committed, although units are to follow. */
    @Nullable
    Failure afterCommit() {
        return afterCommit;
    }

    /**
     * @param ledger remembers it
     * @param last whether the script ends with it, so that the session is reset in the same message
     */
    void execute(Unit unit, Ledger ledger, boolean last) throws Failure {
        Pipeline pipeline = new Pipeline(run);
        try {
            pipeline.own(Purpose.CONTROL, unit.begin() == null ? "BEGIN" : unit.begin());
            boolean ownLockTimeout = send(pipeline, unit);
            boolean carriesOn = work.script().carriesOn(unit.index());
            SessionSnapshot remembering = last || snapshot == null || !snapshot.isDue(carriesOn) ? null : snapshot;
            if (remembering != null) {
                pipeline.own(Purpose.CONTROL, remembering.take(ownLockTimeout, false));
            }
            pipeline.own(Purpose.CONTROL, run.state().ownIdentity());
            pipeline.own(Purpose.BOOKKEEPING, ledger.done(unit, last, null));
            if (mayChangeHistory) {
                pipeline.own(
                        Purpose.BOOKKEEPING, run.recorded().check(work.origin().version()));
            }
            pipeline.own(Purpose.COMMIT, "COMMIT");
            if (last) {
                pipeline.own(Purpose.AFTER_COMMIT, run.state().betweenFiles());
            } else if (remembering != null) {
                List<String> recording = new ArrayList<>(run.state().ownIdentity());
                recording.add(ledger.session());
                pipeline.own(
                        Purpose.AFTER_COMMIT, remembering.settle(work.script().carriesOn(unit.index()), recording));
            }
            pipeline.flush();
            if (last) {
                run.state().clean();
            } else if (remembering != null) {
                remembering.taken(carriesOn);
            }
        } catch (Failure failure) {
            Transactions.rollBack(run);
            if (failure.purpose() != Purpose.AFTER_COMMIT) {
                throw failure;
            }
            // committed; the session stays marked as touched, and is cleaned before the next file
            if (!last) {
                afterCommit = failure;
            }
        } catch (RuntimeException e) {
            Transactions.rollBack(run);
            throw e;
        }
    }

    /** Puts the statements into a transaction that goes on with other files. */
    public void sendShared(Pipeline pipeline, Unit unit) throws Failure {
        shared = new SharedTransaction();
        send(pipeline, unit);
        pipeline.own(Purpose.CONTROL, shared.endOfFile());
    }

    /** Whether a statement that was sent may have changed rows of the history. */
    public boolean mayHaveChangedHistory() {
        return mayChangeHistory;
    }

    /**
     * Puts the statements between BEGIN and the record into the pipeline.
     *
     * @return whether the {@code lock_timeout} that holds at the end is none that the file has set
     */
    private boolean send(Pipeline pipeline, Unit unit) throws Failure {
        LateFingerprint fingerprint = unit.fingerprinted();
        try (UnitSums sums = fingerprint.toMake()) {
            boolean ownTimeout = send(pipeline, unit, sums);
            if (sums != null && !fingerprint.make(sums)) {
                throw changed("changed");
            }
            return ownTimeout;
        }
    }

    private boolean send(Pipeline pipeline, Unit unit, @Nullable UnitSums sums) throws Failure {
        LockTimeouts timeouts = new LockTimeouts(run.options().locks().lockTimeout(), patience);
        boolean proved = false;
        int last = unit.firstStatement() + unit.statementCount() - 1;
        cursor.seek(unit.firstStatement());
        timeouts.passed(cursor.setsLockTimeout());
        Statement statement;
        int seen = -1;
        while (seen < last && (statement = cursor.next()) != null) {
            timeouts.file(cursor.headDirectives());
            seen = statement.index();
            if (sums != null) {
                sums.statement(statement);
            }
            if (statement.traits().control() != Traits.Control.NONE) {
                continue;
            }
            if (!proved && !statement.traits().setTransaction()) {
                pipeline.own(Purpose.PROOF, run.mutex().proof());
                pipeline.own(Purpose.CONTROL, first);
                proved = true;
            }
            pipeline.own(Purpose.CONTROL, timeouts.before(statement).stream().toList());
            if (shared != null) {
                pipeline.own(Purpose.CONTROL, shared.before(statement).stream().toList());
            }
            mayChangeHistory |= run.recorded().mayBeChangedBy(statement);
            if (snapshot != null) {
                snapshot.learn(statement);
            }
            if (statement.traits().copyFromStdin()) {
                pipeline.copy(work.origin(), statement, cursor.copyData(sums), timeouts.of(statement));
            } else {
                pipeline.statement(work.origin(), statement, timeouts.of(statement));
            }
            pipeline.own(Purpose.CONTROL, timeouts.after(statement).stream().toList());
            pipeline.own(Purpose.CONTROL, run.state().after(statement).stream().toList());
        }
        if (seen < last) {
            throw changed("became shorter");
        }
        if (!proved) {
            pipeline.own(Purpose.PROOF, run.mutex().proof());
        }
        return !timeouts.ofTheFile();
    }

    private MigrateException changed(String how) {
        String name = work.origin().text().name();
        return MigrateException.builder(
                        FailureCode.FILE_CHANGED,
                        name + " " + how + " while it was applied.",
                        "Start again; the unit that was being applied has been undone.")
                .location(SourceLocation.file(name))
                .build();
    }
}
