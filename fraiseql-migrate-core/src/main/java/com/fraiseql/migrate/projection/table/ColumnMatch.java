// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pairs the columns of a read table with those that its source gives. Pure.
 *
 * @param columns the table's columns that the source gives, in the table's order
 * @param touch the {@code updated_at} that the source does not give and that gets its default again when a row changes;
 *     otherwise {@code null}
 * @param ignored the source's columns that the table does not have
 * @param problems why the two do not fit, in sentence parts; empty if they do
 */
public record ColumnMatch(List<Column> columns, @Nullable Column touch, List<String> ignored, List<String> problems) {

    public static ColumnMatch of(Projection table, List<Column> source) {
        List<String> problems = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (Column column : source) {
            Optional<Column> same = find(table.columns(), column.name());
            if (same.isEmpty()) {
                ignored.add(column.name());
            } else if (!same.get().baseType().equals(column.baseType())) {
                problems.add(column.name() + " is " + same.get().type() + " in the table and " + column.type()
                        + " in its source");
            } else if (same.get().generated()) {
                problems.add(column.name() + " is generated in the table, so the source must not give it");
            }
        }
        for (Column column : table.columns()) {
            boolean needed =
                    table.primaryKey().contains(column.name()) || (column.notNull() && !column.filledByItself());
            if (needed && find(source, column.name()).isEmpty()) {
                problems.add("the source has no column " + column.name() + " (" + column.type()
                        + "), and the table needs one");
            }
        }
        return new ColumnMatch(
                table.columns().stream()
                        .filter(c -> find(source, c.name()).isPresent())
                        .toList(),
                find(table.columns(), "updated_at")
                        .filter(c -> find(source, c.name()).isEmpty() && c.filledByItself() && !c.generated())
                        .orElse(null),
                ignored,
                problems);
    }

    private static Optional<Column> find(List<Column> columns, String name) {
        return columns.stream().filter(c -> c.name().equals(name)).findFirst();
    }
}
