// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.TableTriggers;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.fill.TableStep.Analyze;
import com.fraiseql.migrate.projection.fill.TableStep.Begin;
import com.fraiseql.migrate.projection.fill.TableStep.BeginPhase;
import com.fraiseql.migrate.projection.fill.TableStep.BuildIndexes;
import com.fraiseql.migrate.projection.fill.TableStep.DoRanges;
import com.fraiseql.migrate.projection.fill.TableStep.Finish;
import com.fraiseql.migrate.projection.fill.TableStep.LeaveVanished;
import com.fraiseql.migrate.projection.fill.TableStep.LookForRows;
import com.fraiseql.migrate.projection.fill.TableStep.LookForStaging;
import com.fraiseql.migrate.projection.fill.TableStep.Plan;
import com.fraiseql.migrate.projection.fill.TableStep.RefuseVanished;
import com.fraiseql.migrate.projection.fill.TableStep.Resume;
import com.fraiseql.migrate.projection.fill.TableStep.Settle;
import com.fraiseql.migrate.projection.fill.TableStep.WriteWhole;
import com.fraiseql.migrate.projection.index.DeferredIndexes;
import com.fraiseql.migrate.projection.index.DeferredKey;
import com.fraiseql.migrate.projection.index.PrimaryKey;
import com.fraiseql.migrate.projection.index.RecordedKey;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableResult.Changes;
import com.fraiseql.migrate.projection.sync.TableResult.Execution;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Fills one {@code tv_} from its source. {@link TableSteps} decides from what is known which step comes next; here the
 * steps are carried out.
 *
 * <ol>
 *   <li><b>Begin.</b> The state row says which definition is being worked on. An unfinished sync of the same definition
 *       is resumed where it stopped; anything else begins from the start.
 *   <li><b>Phase.</b> An empty table is <em>loaded</em>, its plain indexes deferred, and its primary key as well where
 *       no other session can be writing to it yet ({@link DeferredKey}); a table with rows is <em>compared</em>, and
 *       only what differs is written. Both are done by ranges ({@link RangePlan}).
 *   <li><b>Ranges.</b> Each is one transaction with its mark in the state row, on one of several connections. These
 *       commits need not reach the disk at once: a server that loses the last ones loses their marks with them. The
 *       last commit is durable, and so is everything before it.
 *   <li><b>The whole.</b> Where ranges cannot be written one after the other, since rows take over unique values from
 *       each other, the table is compared and written in one transaction ({@link WholeTableWriter}).
 *   <li><b>Settle.</b> If rows were inserted, and another session has written anything since the phase began, then
 *       transactions that were running are waited for, and the table is compared once more
 *       ({@link EarlierTransactions}). At most three times; a table that is written to all the time is then left to its
 *       writers. A load into a table with a trigger is compared in any case ({@link TableTriggers}).
 *   <li><b>Indexes</b> that were deferred are built, and a loaded table is analyzed.
 *   <li><b>Finish.</b> The state row says that this definition is done.
 * </ol>
 */
public final class TableSync {

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;
    private final Target target;
    private final FillContext fill;
    private final StagingTable staging;
    private final DeferredKey key;
    private final DeferredIndexes indexes;
    private final String name;
    private final List<String> readers;
    private TableTriggers triggers = new TableTriggers(List.of(), false, List.of());
    private RangeWriter ranges;
    private @Nullable WriteOrderException referred;
    private boolean resumed;
    private int rangesOfFirstPhase;
    private boolean vanishedLeft;

    /**
     * Creates it.
     *
     * @param readers the tables whose sources read this one
     */
    public TableSync(SyncRun run, TransactionalSession link, StateTable state, Target target, List<String> readers) {
        this.run = run;
        this.link = link;
        this.state = state;
        this.target = target;
        String staged = state.staging(target.projection().oid());
        RangeSql sql = new RangeSql(target, staged);
        this.fill = new FillContext(run, link, state, target, sql, System.nanoTime());
        this.staging = new StagingTable(run, link, sql, staged);
        this.name = target.name();
        this.readers = readers;
        this.ranges = new RangeWriter(fill, triggers);
        this.key = new DeferredKey(run, state, target);
        this.indexes = new DeferredIndexes(run, state, target);
    }

    /**
     * Does what is left of a sync, or all of it.
     *
     * @param before the state row; {@code null} if there is none
     * @param mayLeaveVanished whether rows that have vanished may be left for another pass, if rows of other tables
     *     refer to them
     */
    public TableResult sync(String definition, String reason, @Nullable SyncState before, boolean mayLeaveVanished)
            throws SQLException {
        FillRequest request = new FillRequest(
                definition,
                target.projection().oid(),
                target.projection().files(),
                run.options().full(),
                mayLeaveVanished);
        TableKnowledge known = TableKnowledge.of(request, before);
        TableStep step = TableSteps.next(known);
        while (!(step instanceof Finish)) {
            known = take(step, known, reason);
            step = TableSteps.next(known);
        }
        return finish((Finish) step, reason);
    }

    /**
     * Whether rows that have vanished are still there, since rows of other tables refer to them; the sync is not
     * finished then.
     */
    public boolean vanishedRowsLeft() {
        return vanishedLeft;
    }

    /** Carries out a step, and adds what it did or found to what is known. */
    private TableKnowledge take(TableStep step, TableKnowledge known, String reason) throws SQLException {
        if (step instanceof LookForRows) {
            return known.rows(!isEmpty());
        }
        if (step instanceof LookForStaging) {
            return known.staging(staging.hasRows());
        }
        if (step instanceof Begin) {
            begin(known.request(), reason);
            return begun(known, null);
        }
        if (step instanceof Resume resume) {
            resumed = true;
            return begun(known, resume.cut());
        }
        if (step instanceof Plan plan) {
            TriggerFailures.requireNoRule(triggers, plan.phase(), target);
            return known.planned(plan.phase(), phases().plan(plan.phase()));
        }
        if (step instanceof BeginPhase phase) {
            return known.phaseBegun(beginPhase(phase));
        }
        if (step instanceof DoRanges todo) {
            return doRanges(todo, known);
        }
        if (step instanceof WriteWhole todo) {
            return writeWhole(todo, known);
        }
        if (step instanceof LeaveVanished) {
            ranges.leaveVanished();
            return known.vanishedLeft(read().rangesDone());
        }
        if (step instanceof Settle settle) {
            return known.settled(new Settling(fill).isOver(settle.byPages()));
        }
        if (step instanceof BuildIndexes build) {
            return known.indexed(build.all(), !buildIndexes(build.all()));
        }
        if (step instanceof Analyze) {
            Statistics.gather(run, link, target);
            return known.analyzed();
        }
        if (step instanceof RefuseVanished && referred != null) {
            throw RowFailures.referredTo(target, referred.failure());
        }
        throw new IllegalStateException("This step cannot be taken: " + step);
    }

    private void begin(FillRequest request, String reason) throws SQLException {
        run.retrying(() -> link.query(
                state.begin(name, request.definition(), request.tableOid(), request.files(), reason, readers)));
    }

    private TableKnowledge begun(TableKnowledge known, @Nullable PhaseRanges cut) throws SQLException {
        triggers = TableTriggers.find(link, target.projection());
        ranges = new RangeWriter(fill, triggers);
        if (cut == null) {
            fill.meter(SyncPhase.PLANNING, 0, 0);
        } else {
            TriggerFailures.requireNoRule(triggers, cut.phase(), target);
            rangesOfFirstPhase = cut.ranges();
        }
        return known.begun(triggers.onInsert(), cut);
    }

    private PhaseBeginning phases() {
        return new PhaseBeginning(fill, ranges);
    }

    private PhaseRanges beginPhase(BeginPhase phase) throws SQLException {
        if (phase.deferKey()) {
            key.defer(link);
        }
        if (phase.deferIndexes()) {
            indexes.defer(link);
        }
        PhaseRanges cut = phases().begin(phase.phase(), phase.plan());
        if (rangesOfFirstPhase == 0) {
            rangesOfFirstPhase = cut.ranges();
        }
        return cut;
    }

    private TableKnowledge doRanges(DoRanges todo, TableKnowledge known) throws SQLException {
        PhaseRanges cut = todo.cut();
        String order = todo.sorted()
                ? LoadOrder.find(run, link, target, fill.sql().rows(cut, cut.middle()), readIndexes())
                : null;
        try {
            ranges.doAll(cut, todo.done(), order);
        } catch (WriteOrderException e) {
            if (e.isReferredTo()) {
                referred = e;
                return known.vanishedReferred();
            }
            staging.drop(cut);
            return known.rangesConflict();
        }
        staging.drop(cut);
        return known.phaseDone(cut);
    }

    private TableKnowledge writeWhole(WriteWhole todo, TableKnowledge known) throws SQLException {
        try {
            new WholeTableWriter(fill, triggers).write(todo.deletes());
        } catch (WriteOrderException e) {
            referred = e;
            return known.vanishedReferred();
        }
        return known.phaseDone(todo.cut());
    }

    /** Builds what is deferred; false if ids occurred twice, whose rows are then removed. */
    private boolean buildIndexes(boolean all) throws SQLException {
        List<String> deferred = readIndexes();
        if (!all) { // to compare, the key must be there; the other indexes can wait
            deferred = deferred.stream().filter(PrimaryKey::isOne).toList();
        }
        if (indexes.build(link, deferred, fill.start())) {
            return true;
        }
        ranges.throwIfDuplicate(link);
        RecordedKey.among(deferred, run, state, name).orElseThrow().removeTwice(link);
        return false;
    }

    private TableResult finish(Finish step, String reason) throws SQLException {
        vanishedLeft = !step.complete();
        Row totals = link.query(state.totals(name)).get(0);
        String end = step.complete() ? state.finish(name, target.rows(), false, readers) : state.planAgain(name);
        run.committed(link, tx -> tx.query(end));
        return new TableResult(
                name,
                target.projection().entityType(),
                reason,
                null,
                new Changes(totals.number("inserted"), totals.number("updated"), totals.number("deleted")),
                new Execution(rangesOfFirstPhase, resumed, Duration.ofNanos(System.nanoTime() - fill.start())));
    }

    private SyncState read() throws SQLException {
        return Objects.requireNonNull(state.read(link).get(name));
    }

    private List<String> readIndexes() throws SQLException {
        return read().indexes();
    }

    private boolean isEmpty() throws SQLException {
        return "f"
                .equals(run.committed(link, tx -> tx.query("SELECT EXISTS (SELECT FROM " + target.rows() + ")"))
                        .get(0)
                        .textOrNull(0));
    }
}
