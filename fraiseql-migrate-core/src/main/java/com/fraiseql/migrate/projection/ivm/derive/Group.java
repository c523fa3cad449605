// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import java.util.List;

/**
 * Values of some columns of a base table that a statement writes into the queue: those of the old and the new rows,
 * each combination once.
 *
 * @param kind of which rows
 * @param columns the columns
 * @param slots where in the queue each column's values are
 */
public record Group(Kind kind, List<String> columns, List<Slot> slots) {

    /** Of which rows the values are. */
    public enum Kind {
        /** Of every row that was inserted, deleted, or in which a column changed that a view uses. */
        TOUCHED,
        /**
         * Of every row that was inserted, deleted, or in which a column changed by which it is linked. A row whose
         * links have not changed is found by a walk from outside, so it needs no lock on its links.
         */
        MOVED
    }

    public Group {
        columns = List.copyOf(columns);
        slots = List.copyOf(slots);
    }
}
