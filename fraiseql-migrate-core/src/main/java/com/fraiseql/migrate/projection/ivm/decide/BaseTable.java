// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import java.util.List;
import java.util.Optional;

/**
 * A table that a view reads, and on which triggers are to stand.
 *
 * @param oid its oid
 * @param schema its schema
 * @param name its name
 * @param key the columns of its primary key, in order; empty without one
 * @param columns its columns, in order
 * @param family the relations whose statements can change its rows, itself first: its partitions and children at every
 *     depth, and those that it is itself a partition or child of
 */
public record BaseTable(
        long oid, String schema, String name, List<String> key, List<Column> columns, List<Relative> family) {

    public BaseTable {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
        family = List.copyOf(family);
    }

    /**
     * A column.
     *
     * @param name its name
     * @param type its type without length, a domain as the type below it, as it stands in SQL
     * @param notNull whether NULL is refused
     * @param stored whether transition tables have its value: not for a virtual generated column
     * @param hashable whether equal values have an equal {@code hash_record_extended}, so that a lock stands for them
     */
    public record Column(String name, String type, boolean notNull, boolean stored, boolean hashable) {}

    /**
     * A relation whose statement triggers fire for rows of the table.
     *
     * @param schema its schema
     * @param name its name
     * @param columns its columns by name; one that a parent of an inheritance lacks is not among them
     */
    public record Relative(String schema, String name, List<String> columns) {

        public Relative {
            columns = List.copyOf(columns);
        }
    }

    public String displayName() {
        return schema + "." + name;
    }

    public Optional<Column> column(String wanted) {
        return columns.stream().filter(c -> c.name().equals(wanted)).findFirst();
    }
}
