// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry of a level's range table is. */
sealed interface Entry {

    /** A base table. */
    record Table(TableUse use) implements Entry {}

    /**
     * A sub-select, a view or a CTE.
     *
     * @param level its query
     * @param lateral whether it may refer to the entries before it
     * @param computedWhole whether it is a CTE that PostgreSQL computes as a whole
     */
    record Sub(Level level, boolean lateral, boolean computedWhole) implements Entry {}

    /** A join: what its columns stand for. */
    record Join(List<Node> aliases) implements Entry {}

    /** The grouped columns of PostgreSQL 18: what they stand for. */
    record Group(List<Node> expressions) implements Entry {}

    /**
     * Functions, VALUES and the like: rows that come from no table.
     *
     * @param single whether it gives one row
     * @param ordinality the number of the column that counts the rows, {@code null} without one
     */
    record Computed(boolean single, @Nullable Integer ordinality) implements Entry {}
}
