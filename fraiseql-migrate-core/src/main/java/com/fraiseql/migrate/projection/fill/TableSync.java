// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.catalog.TableTriggers;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.index.DeferredIndexes;
import com.fraiseql.migrate.projection.index.DeferredKey;
import com.fraiseql.migrate.projection.index.PrimaryKey;
import com.fraiseql.migrate.projection.index.RecordedKey;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.StateTable;
import com.fraiseql.migrate.projection.state.SyncState;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.sync.TableResult;
import com.fraiseql.migrate.projection.sync.TableResult.Changes;
import com.fraiseql.migrate.projection.sync.TableResult.Execution;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills one {@code tv_} from its view.
 *
 * <ol>
 *   <li><b>Begin.</b> The state row says which definition is being worked on. An unfinished sync of the same definition
 *       is resumed where it stopped; anything else begins anew.
 *   <li><b>FillPhase.</b> An empty table is <em>loaded</em>, its plain indexes put off, and its primary key as well
 *       where nobody can be writing to it yet ({@link DeferredKey}); a table with rows is <em>compared</em>, and only
 *       what differs is written. Either goes by ranges ({@link RangePlan}).
 *   <li><b>Ranges.</b> Each is one transaction with its mark in the state row, on one of several connections. These
 *       commits need not reach the disk at once: a server that loses the last ones loses their marks with them. The
 *       last commit is durable, and so is everything before it.
 *   <li><b>The whole.</b> Where ranges cannot be written one after the other, since rows take unique values over from
 *       each other, the table is compared and written in one transaction ({@link WholeTableWriter}).
 *   <li><b>Settle.</b> If rows were inserted, and anybody else has written anything since the phase began, then
 *       transactions that were running are waited for, and the table is compared once more
 *       ({@link EarlierTransactions}). At most three times; a table that is written to all the time is then left to its
 *       writers. A load into a table with a trigger is compared in any case ({@link TableTriggers}).
 *   <li><b>Indexes</b> that were put off are built, and a loaded table is analysed.
 *   <li><b>Finish.</b> The state row says that this definition is done.
 * </ol>
 */
public final class TableSync {

    private static final int MOST_PHASES = 4;

    private final SyncRun run;
    private final TransactionalSession link;
    private final StateTable state;
    private final Target target;
    private final RangeSql sql;
    private final DeferredKey key;
    private final DeferredIndexes indexes;
    private final String name;
    private final List<String> readers;
    private final long start = System.nanoTime();
    private TableTriggers triggers = new TableTriggers(List.of(), false, List.of());
    private RangeWriter ranges;
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
        this.sql = new RangeSql(target, state.staging(target.projection().oid()));
        this.name = target.name();
        this.readers = readers;
        this.ranges = new RangeWriter(run, link, state, target, sql, triggers, start);
        this.key = new DeferredKey(run, state, target);
        this.indexes = new DeferredIndexes(run, state, target);
    }

    /**
     * What is left of a sync: from the state row, or nothing.
     *
     * @param mayLeaveVanished whether rows that have vanished may be left for another time, if rows of other tables
     *     refer to them
     */
    public TableResult sync(String definition, String reason, @Nullable SyncState before, boolean mayLeaveVanished)
            throws SQLException {
        boolean resumed = before != null
                && isTheSame(before, definition)
                && (!run.options().full() || !mayLeaveVanished);
        boolean indexesLeft = before != null && !before.indexes().isEmpty();
        PhaseRanges cut = resumed ? Objects.requireNonNull(before).cut() : null;
        if (cut != null && cut.phase().staged() && !stagingIsThere()) {
            cut = null;
        }
        if (!resumed) {
            run.retrying(() -> link.query(state.begin(
                    name,
                    definition,
                    target.projection().oid(),
                    target.projection().files(),
                    reason,
                    readers)));
        }
        triggers = TableTriggers.find(link, target.projection());
        ranges = new RangeWriter(run, link, state, target, sql, triggers, start);
        Set<Integer> done = Set.of();
        if (cut == null || before == null) {
            new ProgressMeter(run, name, SyncPhase.PLANNING, start, 0, 0);
            FillPhase phase = isEmpty() ? FillPhase.LOAD : FillPhase.COMPARE;
            TriggerFailures.requireNoRule(triggers, phase, target);
            RangePlan plan = plan(phase);
            if (phase.load() && before == null && plan.rows() >= DeferredKey.ROWS) {
                key.putOff(link);
            }
            if (phase.load() && plan.rows() >= DeferredIndexes.ROWS) {
                indexes.putOff(link);
            }
            cut = begin(phase, plan);
        } else {
            done = before.rangesDone();
            TriggerFailures.requireNoRule(triggers, cut.phase(), target);
        }
        boolean loaded = cut.phase().load() || indexesLeft;
        int count = cut.ranges();
        for (int n = 1; ; n++) {
            boolean toLoad = cut.phase().load() && done.size() < cut.ranges();
            cut = doRanges(cut, done, toLoad ? order(cut) : null, mayLeaveVanished);
            dropStaging(cut);
            boolean last = n >= MOST_PHASES || (settled(cut) && !(cut.phase().load() && triggers.onInsert()));
            List<String> putOff = readIndexes();
            if (!last) { // to compare, the key must be there; the other indexes can wait
                putOff = putOff.stream().filter(PrimaryKey::isOne).toList();
            }
            if (!indexes.build(link, putOff, start)) {
                ranges.throwIfDuplicate(link);
                RecordedKey.among(putOff, run, state, name).orElseThrow().removeTwice(link);
            } else if (last) {
                break;
            }
            TriggerFailures.requireNoRule(triggers, FillPhase.COMPARE, target);
            cut = begin(FillPhase.COMPARE, plan(FillPhase.COMPARE));
            done = Set.of();
        }
        if (loaded) {
            analyze();
        }
        Row totals = link.query(state.totals(name)).get(0);
        String end = vanishedLeft ? state.planAgain(name) : state.finish(name, target.rows(), false, readers);
        run.committed(link, tx -> tx.query(end));
        return new TableResult(
                name,
                target.projection().entityType(),
                reason,
                null,
                new Changes(totals.number(0), totals.number(1), totals.number(2)),
                new Execution(count, resumed, Duration.ofNanos(System.nanoTime() - start)));
    }

    /**
     * Whether rows that have vanished are still there, since rows of other tables refer to them; the sync is not
     * finished then.
     */
    public boolean vanishedRowsLeft() {
        return vanishedLeft;
    }

    /** Whether an unfinished sync is this one, and what it has written is still there. */
    private boolean isTheSame(SyncState before, String definition) throws SQLException {
        return definition.equals(before.target())
                && before.targetOid() == target.projection().oid()
                && !SyncState.replaced(before.targetFiles(), target.projection().files())
                && (before.written() == 0 || before.rangesDone().isEmpty() || !isEmpty());
    }

    /**
     * Does the ranges, or the whole table at once where ranges cannot be written one after the other; says how it is
     * cut in the end.
     */
    private PhaseRanges doRanges(PhaseRanges cut, Set<Integer> done, @Nullable String order, boolean mayLeaveVanished)
            throws SQLException {
        try {
            ranges.doAll(cut, done, order);
            return cut;
        } catch (WriteOrderException e) {
            if (e.isReferredTo()) {
                leaveVanished(e, mayLeaveVanished);
                return doRanges(
                        cut, Objects.requireNonNull(state.read(link).get(name)).rangesDone(), order, mayLeaveVanished);
            }
            dropStaging(cut);
            PhaseRanges whole =
                    begin(FillPhase.COMPARE, new RangePlan(new PhaseRanges(FillPhase.COMPARE, List.of(), null), 0));
            WholeTableWriter atOnce = new WholeTableWriter(run, link, state, target, sql, triggers);
            try {
                atOnce.write(!vanishedLeft);
            } catch (WriteOrderException referred) {
                leaveVanished(referred, mayLeaveVanished);
                atOnce.write(false);
            }
            return whole;
        }
    }

    private void leaveVanished(WriteOrderException e, boolean may) {
        if (vanishedLeft || !may) {
            throw RowFailures.referredTo(target, e.failure());
        }
        vanishedLeft = true;
        ranges.leaveVanished();
    }

    private RangePlan plan(FillPhase phase) throws SQLException {
        try {
            return planned(phase);
        } catch (SQLException e) {
            throw RowFailures.range(target, "among all its rows", e);
        }
    }

    private RangePlan planned(FillPhase phase) throws SQLException {
        return run.committed(link, tx -> {
            RangePlan plan = RangePlan.of(tx, target, sql, phase, run.options().connections());
            PhaseRanges cut = plan.cut();
            if (cut != null && cut.ranges() > 1) {
                String key = Sql.name(target.key().name());
                if (tx.query("SELECT EXISTS (SELECT FROM " + target.from() + " WHERE " + key + " IS NULL)")
                        .get(0)
                        .flag(0)) {
                    throw RowFailures.nullId(target, null);
                }
            }
            if (cut == null && !phase.load()) {
                Row counts = tx.query("SELECT count(*), count(DISTINCT "
                                + Sql.name(target.key().name()) + ") FROM " + target.from())
                        .get(0);
                if (counts.number(0) != counts.number(1)) {
                    throw ranges.badIds(tx);
                }
            }
            return plan;
        });
    }

    /** Notes where the phase is cut; a source that is evaluated once is evaluated here, in the same transaction. */
    private PhaseRanges begin(FillPhase phase, RangePlan plan) throws SQLException {
        PhaseRanges planned = plan.cut();
        if (planned != null) {
            BaseTableCounts base = countBase();
            return run.committed(link, tx -> {
                Long xid = quietXid(tx);
                tx.execute(state.beginPhase(name, planned, xid, base));
                return planned;
            });
        }
        new ProgressMeter(run, name, SyncPhase.STAGING, start, 0, 0);
        BaseTableCounts base = countBase();
        FillPhase staged = phase.load() ? FillPhase.LOAD_STAGED : FillPhase.COMPARE_STAGED;
        try {
            return run.committed(link, tx -> {
                Long xid = quietXid(tx);
                tx.execute(sql.dropStaging() + ";" + sql.stage(phase.load()));
                Row size = tx.query("SELECT count(*), pg_relation_size("
                                + Sql.literal(state.staging(target.projection().oid())) + "::regclass) / 8192 FROM "
                                + state.staging(target.projection().oid()))
                        .get(0);
                int ranges =
                        RangePlan.ranges(phase, size.number(0), 0, run.options().connections());
                PhaseRanges cut = PhaseRanges.ofPages(
                        staged, size.number(1), ranges, run.options().connections(), null);
                tx.execute(state.beginPhase(name, cut, xid, base));
                return cut;
            });
        } catch (SQLException e) {
            throw ranges.failure(e);
        }
    }

    private BaseTableCounts countBase() throws SQLException {
        return run.retrying(() -> link.inSnapshot(tx -> {
            tx.execute(run.transactionSettings());
            return BaseTableCounts.count(tx, target.projection());
        }));
    }

    private @Nullable String order(PhaseRanges cut) throws SQLException {
        return LoadOrder.find(run, link, target, sql.rows(cut, cut.middle()), readIndexes());
    }

    /** The next transaction id, if nobody who has one is running; before the transaction itself has one. */
    private static @Nullable Long quietXid(TransactionalSession tx) throws SQLException {
        String[] snapshot =
                tx.query("SELECT pg_current_snapshot()").get(0).text(0).split(":", -1);
        return snapshot[0].equals(snapshot[1]) ? Long.valueOf(snapshot[1]) : null;
    }

    /**
     * Whether nothing can have been missed: nothing was inserted, or nothing below the view has changed meanwhile.
     * Where pages were read, a writer may also have moved a row from one that was still to be read to one that had
     * been.
     */
    private boolean settled(PhaseRanges cut) throws SQLException {
        boolean nothingInserted = link.query(state.totals(name)).get(0).number(3) == 0;
        if ((nothingInserted && cut.base() == null)
                || link.query(state.quietSince(name)).get(0).flag(0)) {
            return true;
        }
        new ProgressMeter(run, name, SyncPhase.SETTLING, start, 0, 0);
        if (!EarlierTransactions.await(run, link)) {
            run.tell(l -> l.remark(
                    name, "Transactions that began before the end of the load still run; it goes on without them."));
            return false;
        }
        BaseTableCounts base = state.base(link, name);
        return run.committed(link, base::unchanged);
    }

    private boolean isEmpty() throws SQLException {
        return "f"
                .equals(run.committed(link, tx -> tx.query("SELECT EXISTS (SELECT FROM " + target.rows() + ")"))
                        .get(0)
                        .textOrNull(0));
    }

    /** A crash of the server empties an unlogged table: then everything is planned again. */
    private boolean stagingIsThere() throws SQLException {
        String staging = state.staging(target.projection().oid());
        return link.query("SELECT to_regclass(" + Sql.literal(staging) + ") IS NOT NULL")
                        .get(0)
                        .flag(0)
                && link.query("SELECT EXISTS (SELECT FROM " + staging + ")")
                        .get(0)
                        .flag(0);
    }

    private void dropStaging(PhaseRanges cut) throws SQLException {
        if (cut.phase().staged()) {
            run.retrying(() -> link.query(sql.dropStaging()));
        }
    }

    private List<String> readIndexes() throws SQLException {
        return Objects.requireNonNull(state.read(link).get(name)).indexes();
    }

    /** Statistics. An autovacuum gives way after a second; whatever else has the table is not worth waiting for. */
    private void analyze() throws SQLException {
        if (!target.projection().ownedByUs()) {
            return;
        }
        try {
            link.inTransaction(tx -> {
                tx.execute(run.transactionSettings() + "SET LOCAL lock_timeout = '2s'; ANALYZE " + target.table());
                return 0;
            });
        } catch (SQLException e) {
            if (!SyncFailures.worthRetrying(e)) {
                throw e;
            }
            run.tell(l -> l.remark(
                    name, "It has not been analysed, since others use it; autovacuum will do it: " + e.getMessage()));
        }
    }
}
