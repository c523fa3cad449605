// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog has.
 *
 * @param tables tables and views by oid
 * @param families for each table the tables whose statements can change its rows, and whose rows its statements can
 *     change, by their oids: itself first, then its partitions and children at every depth, and those that it is
 *     itself a partition or child of
 * @param foreignKeys the foreign keys, those of partitions only where the parent does not have them
 * @param dependencies for each view the tables below it, and the columns; views and functions with a parsed body are
 *     looked through
 * @param movesDelete whether moving a row to another partition deletes it for foreign keys: before PostgreSQL 15
 */
public record Schema(
        Map<Long, Table> tables,
        Map<Long, List<Long>> families,
        List<ForeignKey> foreignKeys,
        Map<Long, Map<Long, List<String>>> dependencies,
        boolean movesDelete) {

    public Schema {
        foreignKeys = List.copyOf(foreignKeys);
    }

    public Table table(long oid) {
        Table table = tables.get(oid);
        if (table == null) {
            throw new IllegalStateException("no table " + oid);
        }
        return table;
    }

    /** A table and its relatives, itself first; those that are this software's own are left out. */
    public List<Table> family(long oid) {
        return families.getOrDefault(oid, List.of(oid)).stream()
                .filter(tables::containsKey)
                .map(this::table)
                .toList();
    }

    /** Those that a person has created: partitions belong to their parent. */
    public Collection<Table> topTables() {
        return tables.values().stream()
                .filter(table -> table.isTable() && !table.nature().partition())
                .toList();
    }

    /** The table that stands for a partition: its topmost parent. */
    public Table top(long oid) {
        Table table = table(oid);
        if (!table.nature().partition()) {
            return table;
        }
        return family(oid).stream()
                .filter(relative -> !relative.nature().partition() && isAbove(relative, oid))
                .findFirst()
                .orElse(table);
    }

    private boolean isAbove(Table relative, long oid) {
        return relative.oid() != oid
                && families.getOrDefault(relative.oid(), List.of()).contains(oid);
    }

    /** The relation of that name in a schema. */
    @Nullable
    Table find(String schema, String name) {
        return tables.values().stream()
                .filter(table -> table.schema().equals(schema) && table.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
