// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.BaseTableCounts;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.PhaseRanges;
import com.fraiseql.migrate.projection.sync.SyncPhase;
import com.fraiseql.migrate.projection.table.RowFailures;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Plans a phase, and records in the state row that it begins. */
final class PhaseBeginning {

    private final FillContext fill;
    private final RangeWriter ranges;

    PhaseBeginning(FillContext fill, RangeWriter ranges) {
        this.fill = fill;
        this.ranges = ranges;
    }

    /** Decides how a phase is cut; refuses ids that are NULL or occur twice, where that would go unnoticed later. */
    RangePlan plan(FillPhase phase) throws SQLException {
        try {
            return planned(phase);
        } catch (SQLException e) {
            throw RowFailures.range(fill.target(), "among all its rows", e);
        }
    }

    private RangePlan planned(FillPhase phase) throws SQLException {
        return fill.run().committed(fill.link(), tx -> {
            RangePlan plan = RangePlan.of(
                    tx, fill.target(), fill.sql(), phase, fill.run().options().connections());
            PhaseRanges cut = plan.cut();
            if (cut != null && cut.ranges() > 1) {
                String key = Sql.name(fill.target().key().name());
                if (tx.query("SELECT EXISTS (SELECT FROM " + fill.target().from() + " WHERE " + key + " IS NULL)")
                        .get(0)
                        .flag(0)) {
                    throw RowFailures.nullId(fill.target(), null);
                }
            }
            if (cut == null && !phase.load()) {
                Row counts = tx.query("SELECT count(*), count(DISTINCT "
                                + Sql.name(fill.target().key().name()) + ") FROM "
                                + fill.target().from())
                        .get(0);
                if (counts.number(0) != counts.number(1)) {
                    throw ranges.badIds(tx);
                }
            }
            return plan;
        });
    }

    /** Records where the phase is cut; a source that is evaluated once is evaluated here, in the same transaction. */
    PhaseRanges begin(FillPhase phase, RangePlan plan) throws SQLException {
        PhaseRanges planned = plan.cut();
        if (planned != null) {
            BaseTableCounts base = countBase();
            return fill.run().committed(fill.link(), tx -> {
                Long xid = quietXid(tx);
                tx.execute(fill.state().beginPhase(fill.name(), planned, xid, base));
                return planned;
            });
        }
        fill.meter(SyncPhase.STAGING, 0, 0);
        BaseTableCounts base = countBase();
        FillPhase staged = phase.load() ? FillPhase.LOAD_STAGED : FillPhase.COMPARE_STAGED;
        try {
            return fill.run().committed(fill.link(), tx -> {
                Long xid = quietXid(tx);
                tx.execute(fill.sql().dropStaging() + ";" + fill.sql().stage(phase.load()));
                Row size = tx.query("SELECT count(*), pg_relation_size("
                                + Sql.literal(fill.state()
                                        .staging(fill.target().projection().oid())) + "::regclass) / 8192 FROM "
                                + fill.state()
                                        .staging(fill.target().projection().oid()))
                        .get(0);
                int ranges = RangePlan.ranges(
                        phase, size.number(0), 0, fill.run().options().connections());
                PhaseRanges cut = PhaseRanges.ofPages(
                        staged, size.number(1), ranges, fill.run().options().connections(), null);
                tx.execute(fill.state().beginPhase(fill.name(), cut, xid, base));
                return cut;
            });
        } catch (SQLException e) {
            throw ranges.failure(e);
        }
    }

    private BaseTableCounts countBase() throws SQLException {
        return fill.run()
                .retrying(() -> fill.link().inSnapshot(tx -> {
                    tx.execute(fill.run().transactionSettings());
                    return BaseTableCounts.count(tx, fill.target().projection());
                }));
    }

    /** The next transaction id, if no transaction that has one is running; before the transaction itself has one. */
    private static @Nullable Long quietXid(TransactionalSession tx) throws SQLException {
        String[] snapshot =
                tx.query("SELECT pg_current_snapshot()").get(0).text(0).split(":", -1);
        return snapshot[0].equals(snapshot[1]) ? Long.valueOf(snapshot[1]) : null;
    }
}
