// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A column at one place where a view reads its table.
 *
 * @param use the place
 * @param number the column's number
 * @param computedWhole whether a condition on it passes a CTE that PostgreSQL computes as a whole each time
 */
public record ColumnUse(TableUse use, int number, boolean computedWhole) {

    public Facts.Column column() {
        Facts.Column column = use.table().columns().get(number);
        if (column == null) {
            throw new IllegalStateException(use.table().displayName() + " has no column " + number);
        }
        return column;
    }

    /** As a person writes it: {@code c.post_id}. */
    public String shown() {
        return use.alias() + "." + column().name();
    }

    /** Several of them, for a message. */
    static String shown(List<ColumnUse> columns) {
        return columns.stream().map(ColumnUse::shown).collect(Collectors.joining(" or "));
    }
}
