// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.catalog;

import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
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

    /** What ALTER TABLE takes in place of a table, as pg_dump writes it. */
    private static final List<ObjectKind> RELATIONS =
            List.of(ObjectKind.SEQUENCE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private final Map<String, List<KnownTable>> tables = new HashMap<>();
    private final KnownIndexes indexes = new KnownIndexes();
    /** Types, domains, views and functions by kind and name, with their batch. */
    private final Map<ObjectKind, Map<String, Integer>> objects = new EnumMap<>(ObjectKind.class);
    /** What the definitions of views and the bodies of functions mention, by the object's name. */
    private final Map<String, Set<String>> mentions = new HashMap<>();
    /** Domains with NOT NULL or CHECK. */
    private final Set<String> constrainedDomains = new HashSet<>();
    /** The names in the definitions of publications. */
    private final Set<String> published = new HashSet<>();
    /** Functions that are declared IMMUTABLE or STABLE. */
    private final Set<String> stableFunctions = new HashSet<>();
    /** Indexes that files above have dropped and not created again. */
    private final Map<String, DroppedIndex> droppedIndexes = new HashMap<>();

    /** A table; {@code null} if no file above mentions it. */
    public @Nullable KnownTable table(QualifiedName name) {
        List<KnownTable> named = tables.get(name.name());
        if (named == null) {
            return null;
        }
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

    /** Whether one of the migrations of the batch creates the table or its like, or it ends with its session. */
    public boolean isNew(QualifiedName name, int batch) {
        KnownTable table = table(name);
        if (table != null) {
            return table.batch() == batch || table.temporary();
        }
        for (ObjectKind kind : RELATIONS) {
            if (isNew(kind, name, batch)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of the migrations of the batch creates another object. */
    public boolean isNew(ObjectKind kind, QualifiedName name, int batch) {
        Integer created = of(kind).get(name.name());
        return created != null && created == batch;
    }

    /** Whether a file above creates another object. */
    public boolean isKnown(ObjectKind kind, QualifiedName name) {
        return of(kind).containsKey(name.name());
    }

    private Map<String, Integer> of(ObjectKind kind) {
        return objects.getOrDefault(kind, Map.of());
    }

    /** An index by its name; {@code null} if no file above creates it. */
    public @Nullable KnownIndex index(QualifiedName name) {
        return indexes.named(name.name());
    }

    /** The indexes of a table that the files above create. */
    public List<KnownIndex> indexesOf(QualifiedName table) {
        return indexes.of(table.name()).stream()
                .filter(index -> agree(index.table().schema(), table.schema()))
                .toList();
    }

    /** Whether an index of the table that the files above create, a key's included, begins with the column. */
    public boolean isIndexed(QualifiedName name, String column) {
        KnownTable table = table(name);
        if (table != null) {
            for (KnownConstraint one : table.constraints.values()) {
                if (one.kind().isKey()
                        && !one.columns().isEmpty()
                        && one.columns().get(0).equals(column)) {
                    return true;
                }
            }
        }
        for (KnownIndex index : indexes.of(name.name())) {
            if (agree(index.table().schema(), name.schema())
                    && column.equals(index.definition().firstKeyName())) {
                return true;
            }
        }
        return false;
    }

    /** The table with a constraint of this name; {@code null} if none is known. */
    public @Nullable KnownTable tableWithConstraint(String constraint) {
        return tables.values().stream()
                .flatMap(List::stream)
                .filter(table -> table.constraints.containsKey(constraint))
                .findFirst()
                .orElse(null);
    }

    /** All tables of which the files above tell anything. */
    public List<KnownTable> tables() {
        return tables.values().stream().flatMap(List::stream).toList();
    }

    /** The names in the definition of a view or the body of a function; none if no file above creates it. */
    public Set<String> mentionsOf(String object) {
        return mentions.getOrDefault(object, Set.of());
    }

    /** Whether a file above gives the domain NOT NULL or a CHECK. */
    public boolean isConstrainedDomain(String name) {
        return constrainedDomains.contains(name);
    }

    /** Whether a file above publishes the table for logical replication. */
    public boolean isPublished(QualifiedName table) {
        return published.contains(table.name());
    }

    /** Whether a file above declares the function IMMUTABLE or STABLE. */
    public boolean isStableFunction(String name) {
        return stableFunctions.contains(name);
    }

    /** The indexes that files above have dropped and not created again. */
    public Collection<DroppedIndex> droppedIndexes() {
        return Collections.unmodifiableCollection(droppedIndexes.values());
    }

    KnownTable tableOrUnknown(QualifiedName name) {
        KnownTable known = table(name);
        return known != null ? known : add(new KnownTable(name, KnownTable.BEFORE, false));
    }

    KnownTable add(KnownTable table) {
        tables.computeIfAbsent(table.name().name(), key -> new ArrayList<>()).add(table);
        return table;
    }

    void remove(QualifiedName name) {
        KnownTable table = table(name);
        if (table != null) {
            tables.getOrDefault(name.name(), new ArrayList<>()).remove(table);
        }
        indexes.removeOf(name.name());
    }

    void rename(KnownTable table, String to) {
        tables.getOrDefault(table.name().name(), new ArrayList<>()).remove(table);
        table.rename(new QualifiedName(table.name().schema(), to, 0, 0));
        add(table);
    }

    Map<String, Set<String>> mentions() {
        return mentions;
    }

    Set<String> constrainedDomains() {
        return constrainedDomains;
    }

    Set<String> published() {
        return published;
    }

    Set<String> stableFunctions() {
        return stableFunctions;
    }

    void dropIndex(QualifiedName name, int batch) {
        droppedIndexes.put(name.name(), new DroppedIndex(name, indexes.remove(name.name()), batch));
    }

    void addIndex(String name, KnownIndex index) {
        indexes.put(name, index);
        droppedIndexes.remove(name);
    }

    KnownIndexes indexes() {
        return indexes;
    }

    void add(ObjectKind kind, QualifiedName name, int batch) {
        objects.computeIfAbsent(kind, first -> new HashMap<>()).putIfAbsent(name.name(), batch);
    }

    void remove(ObjectKind kind, QualifiedName name) {
        Map<String, Integer> named = objects.get(kind);
        if (named != null) {
            named.remove(name.name());
        }
    }
}
