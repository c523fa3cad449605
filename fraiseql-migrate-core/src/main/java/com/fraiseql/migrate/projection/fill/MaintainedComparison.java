// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.ivm.registry.RegistryTable;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.table.ColumnMatch;
import com.fraiseql.migrate.projection.table.SyncRun;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table that is maintained incrementally equal to its view, by the functions that were generated for it.
 *
 * <ol>
 *   <li>A table of many rows is compared range by range, each in a transaction of its own: writers wait for one range
 *       at most. What changes in a range after its comparison is maintained, so no range is looked at twice.
 *   <li>Where ranges would cost much more than the whole, or the functions cannot cut the table, it is compared in one
 *       transaction.
 *   <li>What the caller wants to record is recorded in the last transaction.
 * </ol>
 *
 * <p>An end in the middle leaves ranges that are right, and nothing recorded: the next run begins again.
 */
public final class MaintainedComparison {

    private final SyncRun run;
    private final TransactionalSession link;
    private final String schema;

    /**
     * Creates one.
     *
     * @param schema where the generated functions are
     */
    public MaintainedComparison(SyncRun run, TransactionalSession link, String schema) {
        this.run = run;
        this.link = link;
        this.schema = schema;
    }

    /**
     * Compares a table.
     *
     * @param record statements that are executed in the transaction that ends the comparison
     */
    public void compare(Projection table, String record) throws SQLException {
        String name = Sql.literal(table.displayName());
        PhaseRanges cut = cut(table);
        for (int range = 0; cut != null && range < cut.ranges(); range++) {
            run.check();
            String statement = "SELECT " + Sql.name(schema, RegistryTable.COMPARE_RANGE) + "(" + name + ", "
                    + bound(cut, range - 1) + ", " + bound(cut, range) + ")";
            boolean last = range == cut.ranges() - 1;
            boolean compared = run.committed(link, tx -> {
                boolean done = tx.query(statement).get(0).flag(0);
                if (done && last) {
                    tx.execute(record);
                }
                return done;
            });
            if (!compared) {
                break;
            }
            if (last) {
                return;
            }
        }
        run.committed(link, "SELECT " + Sql.name(schema, RegistryTable.COMPARE) + "(" + name + ");" + record);
    }

    private static String bound(PhaseRanges cut, int number) {
        return number < 0 || number >= cut.bounds().size()
                ? "NULL"
                : Sql.literal(cut.bounds().get(number));
    }

    /** The ranges; {@code null} if it is to be compared as a whole. */
    private @Nullable PhaseRanges cut(Projection table) throws SQLException {
        Target target = target(table);
        if (!RegistryTable.RANGE_TYPES.contains(target.key().baseType()) || !hasFunction()) {
            return null;
        }
        RangeSql sql = new RangeSql(target, "");
        PhaseRanges cut = run.committed(link, tx -> RangePlan.of(tx, target, sql, FillPhase.COMPARE, 1))
                .cut();
        return cut == null || cut.ranges() == 1 ? null : cut;
    }

    /** What an older release has installed cannot compare ranges. */
    private boolean hasFunction() throws SQLException {
        String function = Sql.name(schema, RegistryTable.COMPARE_RANGE) + "(text, text, text)";
        return link.query("SELECT to_regprocedure(" + Sql.literal(function) + ") IS NOT NULL")
                .get(0)
                .flag(0);
    }

    /** The table as it is cut: by the first column of its key, however many that has. */
    private static Target target(Projection table) {
        String view = Sql.name(table.schema(), Objects.requireNonNull(table.view()));
        ColumnMatch match = ColumnMatch.of(table, table.viewColumns());
        Column key = match.columns().stream()
                .filter(c -> c.name().equals(table.primaryKey().get(0)))
                .findFirst()
                .orElseThrow();
        return new Target(
                table,
                new Target.Source(view, view, List.of(), true),
                key,
                match.columns(),
                match.touch(),
                null,
                List.of());
    }
}
