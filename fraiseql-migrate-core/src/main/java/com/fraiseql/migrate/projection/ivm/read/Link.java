// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Set;

/**
 * An equality without which rows of the uses in {@code into} contribute nothing. A side has several columns where it
 * passes a set operation: each of them is one that the rows can have come through.
 *
 * @param left the columns of one side
 * @param right the columns of the other side
 * @param into the uses that can be reached over it; the other direction proves nothing
 */
public record Link(List<ColumnUse> left, List<ColumnUse> right, Set<TableUse> into) {

    public Link {
        left = List.copyOf(left);
        right = List.copyOf(right);
        into = Set.copyOf(into);
    }
}
