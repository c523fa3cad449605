// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.ServerEffect.Action;
import java.util.List;

/**
 * A foreign key that is enforced.
 *
 * @param name its name
 * @param table the oid of the table that refers
 * @param columns its columns
 * @param target the oid of the table that is referred to
 * @param targetColumns that table's columns, pair by pair
 * @param onDelete what happens to rows that refer when the row is deleted
 * @param onUpdate what happens to them when one of the target's columns changes
 * @param deleteColumns the columns that ON DELETE sets
 */
public record ForeignKey(
        String name,
        long table,
        List<String> columns,
        long target,
        List<String> targetColumns,
        Action onDelete,
        Action onUpdate,
        List<String> deleteColumns) {

    public ForeignKey {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
        deleteColumns = List.copyOf(deleteColumns);
    }
}
