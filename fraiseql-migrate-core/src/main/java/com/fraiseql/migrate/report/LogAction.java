// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

import java.util.Locale;

/** What a line of the log says was done. */
public enum LogAction {
    /** A migration was applied: its last unit, or all of it. */
    UP,
    /** A unit was done, and others follow. */
    UNIT,
    /** A standalone statement is about to start. */
    START,
    FAIL,
    /** A migration was rolled back: the last unit of its rollback, or all of it. */
    DOWN,
    /** A unit of a rollback was done, and others follow. */
    DOWN_UNIT,
    /** A standalone statement of a rollback is about to start. */
    DOWN_START,
    /** A repeatable migration is about to run again. */
    AGAIN,
    MARK,
    UNMARK,
    BASELINE,
    REPAIR;

    /** As it stands in the table. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
