// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.Entity.Relations;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The relations of one name.
 *
 * @param schema their schema
 * @param name their name without the prefix
 * @param table {@code tb_}, {@code null} if there is none
 * @param view {@code v_}, or {@code tv_} where that is a view; {@code null} if there is none
 * @param readTable {@code tv_}, {@code null} if there is none
 */
record Trio(
        String schema,
        String name,
        @Nullable Table table,
        @Nullable Table view,
        @Nullable Table readTable) {

    private static final List<String> PREFIXES = List.of("tb_", "v_", "tv_");

    /** Every one of a schema, by name. */
    static List<Trio> in(Schema schema) {
        TreeMap<String, Table> named = new TreeMap<>();
        for (Table table : schema.tables().values()) {
            if (!table.nature().partition()) {
                PREFIXES.stream()
                        .filter(prefix ->
                                table.name().startsWith(prefix) && table.name().length() > prefix.length())
                        .forEach(prefix -> named.putIfAbsent(
                                table.name().substring(prefix.length()) + "\u0000" + table.schema(), table));
            }
        }
        List<Trio> found = new ArrayList<>();
        for (String key : named.keySet()) {
            String[] parts = key.split("\u0000", 2);
            of(schema, parts[1], parts[0], found);
        }
        return found;
    }

    private static void of(Schema schema, String name, String entity, List<Trio> found) {
        Table table = schema.find(name, "tb_" + entity);
        Table view = schema.find(name, "v_" + entity);
        Table read = schema.find(name, "tv_" + entity);
        Table readTable = read != null && read.isTable() ? read : null;
        Table query = read != null && read.isView() ? read : view != null && view.isView() ? view : null;
        Table written = table != null && table.isTable() ? table : null;
        if (written != null || query != null || readTable != null) {
            found.add(new Trio(name, entity, written, query, readTable));
        }
    }

    /** What is read: the read table, or else the view, or else the table. */
    Table read() {
        Table first = readTable != null ? readTable : view;
        if (first != null) {
            return first;
        }
        if (table == null) {
            throw new IllegalStateException(name + " has no relation");
        }
        return table;
    }

    /** The columns of the key; empty if none is known. */
    List<String> key() {
        if (readTable != null) {
            return readTable.primaryKey();
        }
        if (table != null
                && !table.primaryKey().isEmpty()
                && read().columns().keySet().containsAll(table.primaryKey())) {
            return table.primaryKey();
        }
        return view != null && view.columns().containsKey("id") ? List.of("id") : List.of();
    }

    Relations relations() {
        return new Relations(shown(table), shown(view), shown(readTable));
    }

    private static @Nullable String shown(@Nullable Table table) {
        return table == null ? null : table.displayName();
    }
}
