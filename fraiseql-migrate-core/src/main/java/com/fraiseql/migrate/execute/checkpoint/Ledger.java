// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.history.UnitMark;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Records the progress of one script, as SQL for the transaction that makes the progress. It is kept in the migration's
 * row: one set of columns for up, another for down.
 */
public interface Ledger {

    /**
     * A unit is done.
     *
     * @param last whether the script is done with it
     * @param millis how long it took if the client measured it, {@code null} to take the transaction's age
     */
    List<String> done(Unit unit, boolean last, @Nullable Long millis);

    /** The recorded session state has changed since {@link #done}, which was committed. */
    String session();

    /** A standalone statement is about to start. */
    List<String> started(Unit unit);

    /** A standalone statement has failed without leaving anything. */
    List<String> notStarted(Unit unit);

    /** There was no unit to do at all. */
    List<String> nothing();

    /** The same after the script has been cut into another number of units. */
    Ledger recut(int unitsTotal);

    /** Called when what {@link #done} or {@link #started} returned has been committed. */
    void committed();

    /** Called when what {@link #notStarted} returned has been committed. */
    void takenBack(Unit unit);

    /** What the operator executes where the outcome of a standalone statement is unknown. */
    Advice advice(int unit);

    /**
     * The operator's two choices, one statement each.
     *
     * @param tookEffect says that the statement did what it should
     * @param again says that it did nothing, and is to run again
     */
    record Advice(String tookEffect, String again) {

        /** Two lines for the detail of an error. */
        public String text() {
            return "  if it took effect:     " + tookEffect + "\n  if it is to run again: " + again;
        }

        public static Advice up(String table, String version, int unit) {
            return of(table, version, "units_done", "unit_checksums", unit);
        }

        public static Advice down(String table, String version, int unit) {
            return of(table, version, "rollback_units_done", "rollback_unit_checksums", unit);
        }

        private static Advice of(String table, String version, String done, String marks, int unit) {
            String update = "UPDATE " + table + " SET ";
            String where = " WHERE version = '" + version.replace("'", "''") + "';";
            return new Advice(
                    update + done + " = " + (unit + 1) + where,
                    update + marks + " = " + marks + "[1:" + unit + "]" + where);
        }
    }

    /** What is kept of a finished or a started unit. */
    static UnitMark mark(Unit unit) {
        return new UnitMark(unit.statementCount(), unit.hash(), unit.lineMarks());
    }
}
