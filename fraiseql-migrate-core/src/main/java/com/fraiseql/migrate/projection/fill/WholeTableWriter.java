// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.catalog.TableTriggers;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.state.FillPhase;
import com.fraiseql.migrate.projection.state.RangeCounts;
import com.fraiseql.migrate.projection.table.RowFailures;
import com.fraiseql.migrate.projection.table.SyncFailures;
import java.sql.SQLException;
import java.util.List;

/**
 * Makes a table equal to its source in one transaction, where ranges cannot: two rows swap the values of a unique
 * column, a successor in another range takes a slug over, rows of the table refer to each other. Writers of the table
 * wait meanwhile; readers do not.
 */
final class WholeTableWriter {

    private final FillContext fill;
    private final WholeTableSql sql;
    private final TableTriggers triggers;

    WholeTableWriter(FillContext fill, TableTriggers triggers) {
        this.fill = fill;
        this.triggers = triggers;
        this.sql = new WholeTableSql(
                fill.target(),
                fill.sql(),
                fill.state().staging(fill.target().projection().oid()));
    }

    /**
     * Writes everything, and marks the only range of the phase as done.
     *
     * @param deletes whether rows that have vanished are deleted
     * @throws WriteOrderException if rows of another table refer to one that has vanished
     */
    void write(boolean deletes) throws SQLException {
        try {
            fill.run().committed(fill.link(), tx -> {
                tx.execute(
                        sql.lock() + fill.sql().dropStaging() + ";" + fill.sql().stage(false));
                boolean oneByOne = tx.query(sql.sideEffects()).get(0).flag(0);
                RangeCounts counts = oneByOne ? writeOneByOne(tx, deletes) : writeAtOnce(tx, deletes);
                requireWritten(tx, deletes);
                tx.execute(fill.sql().dropStaging());
                return tx.query(fill.state().rangeDone(fill.name(), FillPhase.COMPARE, 0, counts));
            });
        } catch (SQLException e) {
            WriteOrderException order = WriteOrderException.of(fill.link(), fill.target(), e);
            if (order != null && order.isReferredTo()) {
                throw order;
            }
            throw SyncFailures.worthRetrying(e)
                    ? RowFailures.range(fill.target(), "as a whole", e)
                    : RowFailures.together(fill.target(), e);
        }
    }

    /** No other session writes to the table now, so what differs is what a trigger has made of it. */
    private void requireWritten(TransactionalSession tx, boolean deletes) throws SQLException {
        if (triggers.isEmpty()) {
            return;
        }
        List<String> keys = tx.query(sql.notWritten(deletes)).stream()
                .map(row -> row.text(0))
                .toList();
        if (!keys.isEmpty()) {
            throw TriggerFailures.suppressed(triggers, fill.target(), keys);
        }
    }

    private RangeCounts writeAtOnce(TransactionalSession tx, boolean deletes) throws SQLException {
        List<WholeTableSql.Stored> columns = tx.query(sql.question()).stream()
                .map(row -> {
                    String name = Sql.name(row.text(0));
                    return new WholeTableSql.Stored(
                            name, row.textOrNull(1) == null ? name : row.textOrNull(1), row.flag(2));
                })
                .toList();
        Row row = tx.query(sql.write(columns, deletes)).get(0);
        return counts(tx, row.number(0), row.number(1), row.number(2));
    }

    private RangeCounts writeOneByOne(TransactionalSession tx, boolean deletes) throws SQLException {
        long deleted = tx.query(sql.deleteVanished(deletes)).get(0).number(0);
        tx.execute(sql.prepareOneByOne());
        long updated = tx.query(sql.toChange()).get(0).number(0);
        if (updated > 0) {
            tx.execute(sql.changeOneByOne());
            Row left = tx.query(sql.toChange()).get(0);
            if (left.number(0) > 0) {
                throw circle(left.text(1));
            }
        }
        return counts(tx, tx.query(sql.insertMissing()).get(0).number(0), updated, deleted);
    }

    private MigrateException circle(String keys) {
        return RowFailures.circle(fill.target(), keys);
    }

    private RangeCounts counts(TransactionalSession tx, long inserted, long updated, long deleted) throws SQLException {
        long rows =
                tx.query("SELECT count(*) FROM " + fill.target().rows()).get(0).number(0);
        return new RangeCounts(rows, rows, inserted, updated, deleted, 0);
    }
}
