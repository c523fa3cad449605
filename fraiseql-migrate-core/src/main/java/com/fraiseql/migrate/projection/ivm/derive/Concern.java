// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import java.util.List;

/**
 * A set of columns of a base table, and the maintained tables for which these columns decide. A queue row has its bit
 * if one of them has changed.
 *
 * @param bit the number of the bit, from 0; the last one may stand for several sets
 * @param columns the columns, sorted
 * @param tables the maintained tables with their schemas
 */
public record Concern(int bit, List<String> columns, List<String> tables) {

    /** The sign and one more are left out. */
    static final int BITS = 62;

    public Concern {
        columns = List.copyOf(columns);
        tables = List.copyOf(tables);
    }

    public long mask() {
        return 1L << bit;
    }
}
