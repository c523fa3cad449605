// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.table.Target;
import com.fraiseql.migrate.ranges.BaseKey;
import com.fraiseql.migrate.ranges.QueryEstimate;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a phase is cut into ranges.
 *
 * <ol>
 *   <li>Where the view's id is a plain column of a table, keys are sampled from that table: the view itself is not
 *       evaluated.
 *   <li>The planner is asked what the whole costs and what one range costs. Where a range costs nearly as much as the
 *       whole, since the view aggregates or numbers all rows first, fewer ranges are tried, and if that does not help
 *       either, the view is evaluated once into a staging table and its pages are the ranges.
 *   <li>If the keys of an empty table's ranges lie all over the table below, as random uuids do, each range would read
 *       nearly all of its pages. Then the ranges are pages of that table instead, if the planner can read them so: with
 *       the same number of scans, and for no more.
 * </ol>
 *
 * @param cut where it is cut; {@code null} if the source is to be evaluated once
 * @param rows how many rows to expect
 */
record RangePlan(@Nullable PhaseRanges cut, long rows) {

    /**
     * Rows of a range while an empty table is filled: enough to sort and write in one go, few enough to be done again
     * after a kill.
     */
    static final long LOAD_ROWS = 100_000;

    /** What such a range may cost, in the planner's units: one to two seconds. */
    private static final double LOAD_COST = 600_000;

    /** Fewer rows than these are not cut for the cost of a range. */
    private static final long FEW_ROWS = 10_000;

    /** Rows of a range while a live table is compared: locks are held for this long. */
    static final long COMPARE_ROWS = 10_000;

    /**
     * What evaluating and writing a row takes beside the planner's cost, in its units: it knows nothing of building
     * JSON.
     */
    private static final double COST_OF_A_ROW = 0.8;

    private static final double DEARER_AT_MOST = 1.3;
    private static final int SAMPLE = 30_000;
    private static final int MOST = 100_000;

    static RangePlan of(TransactionalSession link, Target target, RangeSql sql, FillPhase phase, int connections)
            throws SQLException {
        String key = Sql.name(target.key().name());
        QueryEstimate keys = QueryEstimate.of(link, "SELECT " + key + " FROM " + target.from());
        QueryEstimate everything = QueryEstimate.of(link, "SELECT " + target.columnList() + " FROM " + target.from());
        double rows = Math.max(keys.rows(), keys.baseRows());
        double all = everything.cost() + rows * COST_OF_A_ROW;
        int ranges = ranges(phase, (long) rows, all, connections);
        PhaseRanges whole = new PhaseRanges(phase, List.of(), null);
        if (ranges < 2) {
            return new RangePlan(whole, (long) rows);
        }
        if (!target.keyCanBeCut()) {
            boolean many = rows > (phase.load() ? LOAD_ROWS : COMPARE_ROWS);
            return new RangePlan(many ? null : whole, (long) rows);
        }
        int fewest = phase.load() ? Math.min(ranges, connections) : Math.max(2, ranges / 4);
        BaseKey base = BaseKey.of(link, keys).orElse(null);
        for (int count = ranges; count >= fewest; count /= 2) {
            PhaseRanges byKey = new PhaseRanges(
                    phase,
                    bounds(link, target, base, keys.baseRows(), PhaseRanges.fractions(phase, count, connections)),
                    null);
            if (byKey.bounds().isEmpty()) {
                return new RangePlan(whole, (long) rows);
            }
            QueryEstimate one = middle(link, sql, byKey);
            if (one.cost() * Math.min(count, byKey.ranges()) + rows * COST_OF_A_ROW <= DEARER_AT_MOST * all) {
                return new RangePlan(byPages(link, sql, byKey, one, base, count, connections), (long) rows);
            }
        }
        return new RangePlan(null, (long) rows);
    }

    private static PhaseRanges byPages(
            TransactionalSession link,
            RangeSql sql,
            PhaseRanges byKey,
            QueryEstimate one,
            @Nullable BaseKey base,
            int count,
            int connections)
            throws SQLException {
        if (!byKey.phase().load() || base == null) {
            return byKey;
        }
        long pages = base.pagesIfSpread(link);
        PhaseRanges byPages = PhaseRanges.ofPages(byKey.phase(), pages, count, connections, base);
        if (byPages.ranges() < count) {
            return byKey;
        }
        QueryEstimate paged = middle(link, sql, byPages);
        return paged.scans() == one.scans() && paged.cost() <= one.cost() ? byPages : byKey;
    }

    private static QueryEstimate middle(TransactionalSession link, RangeSql sql, PhaseRanges cut) throws SQLException {
        return QueryEstimate.of(link, sql.rows(cut, cut.middle()));
    }

    /**
     * How many ranges there should be. To load, so many that no connection is idle at the end.
     *
     * @param cost what all rows cost, in the planner's units
     */
    static int ranges(FillPhase phase, long rows, double cost, int connections) {
        if (!phase.load()) {
            return (int) Math.min(MOST, (rows + COMPARE_ROWS - 1) / COMPARE_ROWS);
        }
        if (rows <= FEW_ROWS) {
            return 1;
        }
        double wanted = Math.max(1.0 * rows / LOAD_ROWS, Math.min(cost / LOAD_COST, 1.0 * rows / FEW_ROWS));
        return (int) Math.min(MOST, Math.max(2, Math.ceil(wanted / connections)) * connections);
    }

    private static List<String> bounds(
            TransactionalSession link, Target target, @Nullable BaseKey base, double baseRows, List<Double> fractions)
            throws SQLException {
        String from = target.from();
        String key = Sql.name(target.key().name());
        if (base != null) {
            key = base.column();
            double percent = 100.0 * SAMPLE / Math.max(1, baseRows);
            from = percent >= 50 ? base.table() : base.table() + " TABLESAMPLE SYSTEM (" + percent + ")";
        }
        List<String> bounds = new ArrayList<>();
        for (Row row :
                link.query("SELECT DISTINCT ON (b) b, b::text AS bound FROM unnest((SELECT percentile_disc(ARRAY["
                        + fractions.stream().map(String::valueOf).collect(Collectors.joining(","))
                        + "]::float8[]) WITHIN GROUP (ORDER BY " + key + ") FROM " + from
                        + ")) AS keys (b) WHERE b IS NOT NULL ORDER BY b")) {
            bounds.add(row.text(1));
        }
        return bounds;
    }
}
