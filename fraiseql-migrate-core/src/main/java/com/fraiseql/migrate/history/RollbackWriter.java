// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.history.HistoryRow.State;
import com.fraiseql.migrate.report.LogAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The SQL that remembers how far a rollback got, and in the end removes the row. What {@link HistoryWriter} keeps of a
 * migration in {@code units_done} and its neighbours, this keeps in {@code rollback_units_done} and its.
 *
 * @param rollbackHash the rollback's checksum, for the log
 * @param newRollbackSql the rollback if it is another one than the stored one, which it then replaces
 */
public record RollbackWriter(
        HistoryWriter writer,
        String version,
        String rollbackHash,
        @Nullable String newRollbackSql) {

    /** Unit {@code unit}, counted from 0, is done, and it was the last one: the migration is rolled back. */
    public String lastUnitDone(int unit) {
        return writer.guarded(
                "DELETE FROM %s WHERE version = %s AND COALESCE(rollback_units_done, 0) = %d"
                        .formatted(table(), Sql.literal(version), unit),
                version,
                null,
                new Logged(LogAction.DOWN, null, HistoryWriter.ELAPSED, "NULL"));
    }

    /** All units had been done, or there was none. */
    public String nothingLeft() {
        return writer.remove(version, LogAction.DOWN);
    }

    /**
     * Unit {@code unit}, counted from 0, is done, and others are to follow.
     *
     * @param millis how long it took if the client measured it; {@code null} to take this transaction's age
     */
    public String unitDone(int unit, int unitsTotal, UnitMark mark, @Nullable Long millis) {
        return writer.guarded(
                progress(unit, unit + 1, unitsTotal, mark, ", session_state = " + HistoryWriter.SESSION_STATE),
                version,
                State.ROLLING_BACK,
                Logged.of(LogAction.DOWN_UNIT, unit, millis == null ? HistoryWriter.ELAPSED : millis.toString())
                        .with(rollbackHash));
    }

    /** Unit {@code unit}, counted from 0, is a standalone statement and is about to start. */
    public String unitStarted(int unit, int unitsTotal, UnitMark mark) {
        return writer.guarded(
                progress(unit, unit, unitsTotal, mark, ""),
                version,
                State.ROLLING_BACK,
                Logged.of(LogAction.DOWN_START, unit, "NULL").with(rollbackHash));
    }

    /**
     * A started standalone statement has failed and left nothing behind. If it was the first one, nothing has been
     * rolled back.
     */
    public String unitNotStarted(int unit) {
        String change = unit > 0
                ? "rollback_unit_checksums = rollback_unit_checksums[1:" + unit + "]"
                : "state = CASE WHEN pg_catalog.cardinality(unit_checksums) > 0 AND units_done < units_total THEN "
                        + "'incomplete' ELSE 'applied' END, rollback_units_done = NULL, rollback_units_total = NULL,"
                        + " rollback_unit_checksums = NULL";
        return writer.guarded(
                "UPDATE %s SET %s WHERE version = %s AND state = 'rolling_back' AND rollback_units_done = %d"
                        .formatted(table(), change, Sql.literal(version), unit),
                version,
                null,
                Logged.of(LogAction.DOWN_UNIT, unit - 1, "NULL").with(rollbackHash));
    }

    private String progress(int unit, int done, int unitsTotal, UnitMark mark, String more) {
        String replaced = newRollbackSql == null ? "" : ", rollback_sql = " + Sql.literal(newRollbackSql);
        return """
            UPDATE %s SET state = 'rolling_back', rollback_units_done = %d, rollback_units_total = %d,
             rollback_unit_checksums = rollback_unit_checksums[1:%d] || %s%s%s
             WHERE version = %s AND COALESCE(rollback_units_done, 0) = %d""".formatted(
                        table(),
                        done,
                        unitsTotal,
                        unit,
                        Sql.array(List.of(mark.encode())),
                        more,
                        replaced,
                        Sql.literal(version),
                        unit);
    }

    private String table() {
        return writer.table().qualified();
    }
}
