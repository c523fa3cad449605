// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.List;
import java.util.Map;

/**
 * What was read of a view, as far as it concerns the columns that were asked for.
 *
 * @param uses where it reads tables
 * @param links what links them
 * @param keys for each column of the key, the columns of tables that it is: one for each branch of a set operation;
 *     none if it is something else, or if a condition on it would not be one on the rows of the table
 * @param reasons what keeps it from being maintained
 * @param proven what holds for it as a whole
 */
public record ViewShape(
        List<TableUse> uses, List<Link> links, Map<String, List<ColumnUse>> keys, List<Reason> reasons, Proven proven) {

    public ViewShape {
        uses = List.copyOf(uses);
        links = List.copyOf(links);
        keys = Map.copyOf(keys);
        reasons = List.copyOf(reasons);
    }

    /**
     * What holds for a view as a whole.
     *
     * @param keyUnique whether it cannot give a key twice
     * @param byInvoker whether it, or a view below it, reads its tables with the rights of the role that reads it
     * @param barriers for uses that a condition did not reach, what it did not pass
     */
    public record Proven(boolean keyUnique, boolean byInvoker, Map<TableUse, String> barriers) {

        public Proven {
            barriers = Map.copyOf(barriers);
        }
    }
}
