// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.sync.SyncState.Phase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides how a phase is cut into ranges.
 *
 * <ol>
 *   <li>Where the view's id is a plain column of a table, keys are sampled from that table: the view itself is not evaluated.
 *   <li>The planner is asked what the whole costs and what one range costs. Where a range costs nearly as much as the whole, since the
 *       view aggregates or numbers all rows first, fewer ranges are tried, and if that does not help either, the view is evaluated
 *       once into a staging table and its blocks are the ranges.
 * </ol>
 *
 * @param staged whether the source is to be evaluated once
 * @param bounds the keys between ranges; empty for one range, and with staging
 * @param rows how many rows to expect
 */
record RangePlan(boolean staged, List<String> bounds, long rows) {

    /** Rows of a range while an empty table is filled: enough to sort and write in one go, few enough to be done again after a kill. */
    static final long LOAD_ROWS = 100_000;

    /** What such a range may cost, in the planner's units: one to two seconds. */
    private static final double LOAD_COST = 600_000;

    /** Fewer rows than these are not cut for the cost of a range. */
    private static final long FEW_ROWS = 10_000;

    /** Rows of a range while a live table is compared: locks are held for this long. */
    static final long COMPARE_ROWS = 10_000;

    /** What evaluating and writing a row takes beside the planner's cost, in its units: it knows nothing of building JSON. */
    private static final double COST_OF_A_ROW = 0.8;

    private static final double DEARER_AT_MOST = 1.3;
    private static final int SAMPLE = 30_000;
    private static final int MOST = 100_000;

    static RangePlan of(Link link, Target target, Phase phase, int connections) throws SQLException {
        String key = Sql.name(target.key().name());
        Estimate keys = Estimate.of(link, "SELECT " + key + " FROM " + target.from());
        Estimate whole = Estimate.of(link, "SELECT " + target.columnList() + " FROM " + target.from());
        double rows = Math.max(keys.rows(), keys.baseRows());
        double all = whole.cost() + rows * COST_OF_A_ROW;
        int ranges = ranges(phase, (long) rows, all, connections);
        if (ranges < 2) {
            return new RangePlan(false, List.of(), (long) rows);
        }
        if (!target.keyCanBeCut()) {
            return new RangePlan(rows > (phase.load() ? LOAD_ROWS : COMPARE_ROWS), List.of(), (long) rows);
        }
        int fewest = phase.load() ? Math.min(ranges, connections) : Math.max(2, ranges / 4);
        for (int count = ranges; count >= fewest; count /= 2) {
            List<String> bounds = bounds(link, target, keys, count);
            if (bounds.isEmpty()) {
                return new RangePlan(false, bounds, (long) rows);
            }
            double one = Estimate.of(
                            link,
                            "SELECT " + target.columnList() + " FROM " + target.from() + " WHERE "
                                    + target.keyCondition(bounds, bounds.size() / 2))
                    .cost();
            if (one * (bounds.size() + 1) + rows * COST_OF_A_ROW <= DEARER_AT_MOST * all) {
                return new RangePlan(false, bounds, (long) rows);
            }
        }
        return new RangePlan(true, List.of(), (long) rows);
    }

    /**
     * How many ranges there should be. To load, so many that no connection is idle at the end.
     *
     * @param cost what all rows cost, in the planner's units
     */
    static int ranges(Phase phase, long rows, double cost, int connections) {
        if (!phase.load()) {
            return (int) Math.min(MOST, (rows + COMPARE_ROWS - 1) / COMPARE_ROWS);
        }
        if (rows <= FEW_ROWS) {
            return 1;
        }
        double wanted = Math.max(1.0 * rows / LOAD_ROWS, Math.min(cost / LOAD_COST, 1.0 * rows / FEW_ROWS));
        return (int) Math.min(MOST, Math.max(2, Math.ceil(wanted / connections)) * connections);
    }

    private static List<String> bounds(Link link, Target target, Estimate keys, int count) throws SQLException {
        String from = target.from();
        String key = Sql.name(target.key().name());
        if (keys.baseTable() != null && keys.baseSchema() != null && keys.baseColumn() != null) {
            String base = Sql.name(keys.baseSchema(), keys.baseTable());
            List<@Nullable String[]> allowed = link.query("SELECT has_table_privilege(" + Sql.literal(base)
                    + ", 'SELECT'), c.relkind IN ('r', 'm') FROM pg_class c WHERE c.oid = " + Sql.literal(base)
                    + "::regclass");
            if (!allowed.isEmpty() && "t".equals(allowed.get(0)[0]) && "t".equals(allowed.get(0)[1])) {
                key = Sql.name(keys.baseColumn());
                double percent = 100.0 * SAMPLE / Math.max(1, keys.baseRows());
                from = percent >= 50 ? base : base + " TABLESAMPLE SYSTEM (" + percent + ")";
            }
        }
        StringBuilder fractions = new StringBuilder();
        for (int i = 1; i < count; i++) {
            fractions.append(i == 1 ? "" : ",").append((double) i / count);
        }
        List<String> bounds = new ArrayList<>();
        for (@Nullable
        String[] row :
                link.query("SELECT DISTINCT ON (b) b, b::text AS bound FROM unnest((SELECT percentile_disc(ARRAY["
                        + fractions + "]::float8[]) WITHIN GROUP (ORDER BY " + key + ") FROM " + from
                        + ")) AS keys (b) WHERE b IS NOT NULL ORDER BY b")) {
            bounds.add(Objects.requireNonNull(row[1]));
        }
        return bounds;
    }
}
