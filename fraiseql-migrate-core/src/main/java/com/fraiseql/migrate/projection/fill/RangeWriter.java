// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.TableTriggers;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.state.RangeCounts;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.table.ProgressMeter;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncFailures;
import com.fraiseql.migrate.ranges.Workers;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does the ranges of a phase, each in one transaction with its mark in the state row.
 *
 * <ol>
 *   <li>A range that is <em>loaded</em> meets no rows of its own ids, unless a writer was faster: then it is loaded
 *       again around the writer's rows.
 *   <li>A range that is <em>compared</em> passes over rows that others hold, commits the rest, and comes back for them
 *       until {@code lockWait} is over.
 *   <li>What fails names the range: by its keys, which help the operator to find the row.
 * </ol>
 */
final class RangeWriter {

    /** Everything, as one range. */
    private static final PhaseRanges WHOLE = new PhaseRanges(FillPhase.COMPARE, List.of(), null);

    private final FillContext fill;
    private final TableTriggers triggers;
    private volatile boolean deletes = true;

    /** @param triggers what may suppress or change the rows that are written */
    RangeWriter(FillContext fill, TableTriggers triggers) {
        this.fill = fill;
        this.triggers = triggers;
    }

    /** From now on rows that have vanished are left, since rows of other tables refer to them. */
    void leaveVanished() {
        deletes = false;
    }

    /**
     * Does those that are not done yet, on as many connections as there may be.
     *
     * @param order what the rows are sorted by if they are loaded; {@code null} to leave them as they come
     */
    void doAll(PhaseRanges cut, Set<Integer> done, @Nullable String order) {
        int total = cut.ranges();
        boolean load = cut.phase().load();
        ProgressMeter meter = fill.meter(load ? SyncPhase.LOADING : SyncPhase.COMPARING, done.size(), total);
        List<Workers.Task> tasks = IntStream.range(0, total)
                .filter(range -> !done.contains(range))
                .<Workers.Task>mapToObj(range -> worker -> {
                    RangeCounts counts = load ? load(worker, cut, range, order) : compare(worker, cut, range);
                    meter.add(1, counts.rows());
                })
                .toList();
        Workers.doAll(fill.run(), fill.link(), tasks, fill.run().options().connections());
    }

    private RangeCounts load(TransactionalSession worker, PhaseRanges cut, int range, @Nullable String order) {
        try {
            try {
                return load(worker, cut.phase(), range, fill.sql().load(cut, range, order, false));
            } catch (SQLException e) {
                if (!"23505".equals(e.getSQLState())) {
                    throw e;
                }
                throwIfDuplicate(worker, cut, range);
                // a writer was faster, and its row is the right one
                return load(worker, cut.phase(), range, fill.sql().load(cut, range, order, true));
            }
        } catch (SQLException e) {
            throw failure(worker, cut, range, e);
        }
    }

    private RangeCounts load(TransactionalSession worker, FillPhase phase, int range, String insert)
            throws SQLException {
        return fill.run().committed(worker, tx -> {
            RangeCounts counts = RangeCounts.loaded(tx.count("SET LOCAL synchronous_commit = off;" + insert));
            mark(tx, phase, range, counts);
            return counts;
        });
    }

    private RangeCounts compare(TransactionalSession worker, PhaseRanges cut, int range) {
        long deadline = System.nanoTime() + fill.run().options().lockWait().toNanos();
        long pause = 20;
        RewrittenRows rewritten = RewrittenRows.none();
        try {
            while (true) {
                RewrittenRows before = rewritten;
                Compared compared = fill.run().committed(worker, tx -> {
                    Row row = tx.query("SET LOCAL synchronous_commit = off;"
                                    + fill.sql()
                                            .compare(cut, range, deletes, !triggers.isEmpty(), before.transaction()))
                            .get(0);
                    RangeCounts found = counts(row);
                    if (found.rows() != found.ids()) {
                        throw badIds(tx, cut, range);
                    }
                    RewrittenRows now = triggers.isEmpty() ? before : before.and(row.textOrNull(6), row.textOrNull(7));
                    boolean done = found.skipped() == 0 && now.isOver();
                    if (done) {
                        mark(tx, cut.phase(), range, found);
                    } else {
                        tx.execute(fill.state().rangePart(fill.name(), found));
                    }
                    return new Compared(found, now, done);
                });
                RangeCounts counts = compared.counts();
                if (compared.done()) {
                    return counts;
                }
                rewritten = compared.rewritten();
                if (!rewritten.keys().isEmpty()) {
                    throw TriggerFailures.suppressed(triggers, fill.target(), rewritten.keys());
                }
                if (counts.skipped() == 0) {
                    continue;
                }
                if (System.nanoTime() > deadline) {
                    throw SyncFailures.locked(
                            fill.name(), where(cut, range), counts.skipped() + " rows are locked", null);
                }
                fill.run().sleep(pause);
                pause = Math.min(pause * 2, 1000);
            }
        } catch (SQLException e) {
            throw failure(worker, cut, range, e);
        }
    }

    /** One attempt at a range. */
    private record Compared(RangeCounts counts, RewrittenRows rewritten, boolean done) {}

    private void mark(TransactionalSession tx, FillPhase phase, int range, RangeCounts counts) throws SQLException {
        if (tx.query(fill.state().rangeDone(fill.name(), phase, range, counts)).isEmpty()) {
            throw new IllegalStateException(
                    "Range " + range + " of " + fill.name() + " has been done by another worker");
        }
    }

    /** The source could not be evaluated as a whole. */
    MigrateException failure(SQLException e) {
        String where = "among all its rows";
        return RowFailures.range(
                fill.target(),
                SyncFailures.ofARow(e)
                        ? new FailingRow(fill.run(), fill.link(), fill.target(), fill.sql(), WHOLE, 0).where(where, e)
                        : where,
                e);
    }

    /** Looks at all of them. */
    void throwIfDuplicate(TransactionalSession worker) throws SQLException {
        throwIfDuplicate(worker, WHOLE, 0);
    }

    private void throwIfDuplicate(TransactionalSession worker, PhaseRanges cut, int range) throws SQLException {
        List<String> ids = ids(worker, cut, range);
        if (!ids.isEmpty()) {
            throw RowFailures.duplicates(fill.target(), where(cut, range), ids);
        }
    }

    /** The same of all of them. */
    MigrateException badIds(TransactionalSession tx) throws SQLException {
        return badIds(tx, WHOLE, 0);
    }

    /** The ids that come twice, or else the one that is NULL. */
    private MigrateException badIds(TransactionalSession tx, PhaseRanges cut, int range) throws SQLException {
        List<String> ids = ids(tx, cut, range);
        return ids.isEmpty()
                ? RowFailures.nullId(fill.target(), null)
                : RowFailures.duplicates(fill.target(), where(cut, range), ids);
    }

    private List<String> ids(TransactionalSession on, PhaseRanges cut, int range) throws SQLException {
        return on.query(fill.sql().duplicates(cut, range)).stream()
                .map(row -> row.text(0))
                .toList();
    }

    private RuntimeException failure(TransactionalSession worker, PhaseRanges cut, int range, SQLException e) {
        WriteOrderException order = WriteOrderException.of(worker, fill.target(), e);
        if (order != null) {
            return order;
        }
        String where = where(cut, range);
        if (!cut.phase().staged() && SyncFailures.ofARow(e)) {
            return RowFailures.range(
                    fill.target(),
                    new FailingRow(fill.run(), worker, fill.target(), fill.sql(), cut, range).where(where, e),
                    e);
        }
        return RowFailures.range(fill.target(), where, e);
    }

    private String where(PhaseRanges cut, int range) {
        if (cut.phase().staged()) {
            return "among its rows";
        }
        return cut.base() == null ? fill.target().rangeInWords(cut.bounds(), range) : cut.pagesInWords(range);
    }

    private static RangeCounts counts(Row row) {
        return new RangeCounts(
                row.number(0), row.number(1), row.number(2), row.number(3), row.number(4), row.number(5));
    }
}
