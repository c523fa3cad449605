// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.report.LogAction;
import org.jspecify.annotations.Nullable;

/**
 * What the log is to say of a change of the history.
 *
 * @param unit the unit, counted from 0
 * @param elapsed milliseconds, as an SQL expression
 * @param message an SQL expression of type text
 */
record Logged(LogAction action, @Nullable Integer unit, String elapsed, String message) {

    /** Of a change that is not about one unit. */
    static Logged of(LogAction action) {
        return new Logged(action, null, "NULL", "NULL");
    }

    static Logged of(LogAction action, int unit, String elapsed) {
        return new Logged(action, unit, elapsed, "NULL");
    }

    Logged with(String text) {
        return new Logged(action, unit, elapsed, Sql.literal(text));
    }

    /** The columns that {@link #values} are for. */
    static final String COLUMNS = "action, unit, execution_ms, message";

    String values() {
        return "%s, %s, %s, %s".formatted(Sql.literal(action.text()), forPeople(unit), elapsed, message);
    }

    /** Units are counted from 0 here and from 1 wherever a person reads them, the log included. */
    static @Nullable Integer forPeople(@Nullable Integer unit) {
        return unit == null ? null : unit + 1;
    }
}
