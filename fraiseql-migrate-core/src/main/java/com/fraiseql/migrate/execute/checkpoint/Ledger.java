// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.checkpoint;

import com.fraiseql.migrate.history.UnitMark;
import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the progress of one script is remembered, as SQL for the transaction whose progress it is. It is kept in the
 * migration's row: going up in one set of columns, going down in another one.
 */
public interface Ledger {

    /**
     * A unit is done.
     *
     * @param last whether the script is done with it
     * @param millis how long it took if the client measured it, {@code null} to take the transaction's age
     */
    List<String> done(Unit unit, boolean last, @Nullable Long millis);

    /** What is kept of the session has changed since {@link #done}, which was committed. */
    String session();

    /** A standalone statement is about to start. */
    List<String> started(Unit unit);

    /** A standalone statement has failed and left nothing behind. */
    List<String> notStarted(Unit unit);

    /** There was no unit to do at all. */
    List<String> nothing();

    /** The same after the script has been cut into another number of units. */
    Ledger recut(int unitsTotal);

    /** Is told that what {@link #done} or {@link #started} gave has been committed. */
    void committed();

    /** Is told that what {@link #notStarted} gave has been committed. */
    void takenBack(Unit unit);

    /** What to execute by hand where it cannot be told what became of a standalone statement. */
    Advice advice(int unit);

    /**
     * Two ways out, one statement each.
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
