// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.QualifiedName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The schema, as far as the files above tell. A name without a schema is taken for any table of that name, since
 * {@code search_path} is not known.
 */
public final class Catalog {

    private final Map<String, List<KnownTable>> tables = new HashMap<>();
    private final Map<String, KnownIndex> indexes = new HashMap<>();
    /** Types, domains, views and functions by kind and name, with their batch. */
    private final Map<String, Integer> objects = new HashMap<>();
    /** What no longer exists; a later statement of the same name means another one. */
    private final Set<String> dropped = new HashSet<>();

    /** A table; {@code null} if no file above mentions it. */
    public @Nullable KnownTable table(QualifiedName name) {
        List<KnownTable> named = tables.getOrDefault(name.name(), List.of());
        for (KnownTable table : named) {
            if (agree(table.name().schema(), name.schema())) {
                return table;
            }
        }
        return null;
    }

    private static boolean agree(@Nullable String one, @Nullable String other) {
        return one == null || other == null || one.equals(other);
    }

    /** Whether one of the migrations of the batch creates the table, or it ends with its session. */
    public boolean isNew(QualifiedName name, int batch) {
        KnownTable table = table(name);
        return table != null && (table.batch() == batch || table.temporary());
    }

    /** An index by its name; {@code null} if no file above creates it. */
    public @Nullable KnownIndex index(QualifiedName name) {
        return indexes.get(name.name());
    }

    /** The indexes of a table that the files above create. */
    public List<KnownIndex> indexesOf(QualifiedName table) {
        return indexes.values().stream()
                .filter(index -> index.table().name().equals(table.name())
                        && agree(index.table().schema(), table.schema()))
                .toList();
    }

    /**
     * The batch that created another object; {@code null} if no file above does.
     *
     * @param kind such as {@code TYPE}, {@code DOMAIN}, {@code VIEW}, {@code MATERIALIZED_VIEW}, {@code FUNCTION}
     */
    public @Nullable Integer batchOf(String kind, QualifiedName name) {
        return objects.get(kind + " " + name.name());
    }

    /** Whether a file above has dropped the table. */
    public boolean isDropped(QualifiedName table) {
        return dropped.contains(table.name());
    }

    KnownTable tableOrUnknown(QualifiedName name) {
        KnownTable known = table(name);
        return known != null ? known : add(new KnownTable(name, KnownTable.BEFORE, false));
    }

    KnownTable add(KnownTable table) {
        dropped.remove(table.name().name());
        tables.computeIfAbsent(table.name().name(), key -> new ArrayList<>()).add(table);
        return table;
    }

    void remove(QualifiedName name) {
        KnownTable table = table(name);
        if (table != null) {
            tables.getOrDefault(name.name(), new ArrayList<>()).remove(table);
        }
        dropped.add(name.name());
        indexes.values().removeIf(index -> index.table().name().equals(name.name()));
    }

    void rename(KnownTable table, String to) {
        tables.getOrDefault(table.name().name(), new ArrayList<>()).remove(table);
        table.rename(new QualifiedName(table.name().schema(), to, 0, 0));
        add(table);
    }

    Map<String, KnownIndex> indexes() {
        return indexes;
    }

    Map<String, Integer> objects() {
        return objects;
    }
}
