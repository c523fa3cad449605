// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import java.util.List;

/**
 * A condition that must hold for a row of the outer occurrence to contribute to a row of the inner one: the outer
 * columns equal the inner columns, pair by pair.
 *
 * @param outer the number of the occurrence farther from the key
 * @param outerColumns its columns
 * @param inner the number of the occurrence nearer to the key, or {@link #KEY}: then the inner columns are those of
 *     {@link Maintained.Shape#scope}, all of them in their order
 * @param innerColumns the inner one's columns
 */
public record Edge(int outer, List<String> outerColumns, int inner, List<String> innerColumns) {

    /** The key itself, as the inner end of an edge. */
    public static final int KEY = 0;

    public Edge {
        outerColumns = List.copyOf(outerColumns);
        innerColumns = List.copyOf(innerColumns);
        if (outerColumns.isEmpty() || outerColumns.size() != innerColumns.size()) {
            throw new IllegalArgumentException(outerColumns + " = " + innerColumns);
        }
    }

    /** Whether the outer columns are the key. */
    public boolean endsAtKey() {
        return inner == KEY;
    }
}
