// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A relation that is not PostgreSQL's own, nor this software's.
 *
 * @param oid its oid
 * @param schema its schema
 * @param name its name
 * @param nature what it is
 * @param columns its columns and their types, as they stand in SQL, in order
 * @param primaryKey the columns of its primary key, in order; empty without one
 * @param generated for each column the generated columns that are made of it
 * @param triggers its triggers and rules, by name
 */
public record Table(
        long oid,
        String schema,
        String name,
        Nature nature,
        Map<String, String> columns,
        List<String> primaryKey,
        Map<String, Set<String>> generated,
        List<String> triggers) {

    public Table {
        primaryKey = List.copyOf(primaryKey);
        triggers = List.copyOf(triggers);
    }

    /**
     * What a relation is.
     *
     * @param kind its {@code relkind}
     * @param partition whether it is a partition
     * @param virtual its generated columns that are not stored
     * @param notNull its columns that refuse NULL
     * @param partitionKey the columns by which it is partitioned
     */
    public record Nature(
            char kind, boolean partition, Set<String> virtual, Set<String> notNull, List<String> partitionKey) {

        public Nature {
            virtual = Set.copyOf(virtual);
            notNull = Set.copyOf(notNull);
            partitionKey = List.copyOf(partitionKey);
        }
    }

    public String displayName() {
        return schema + "." + name;
    }

    /** Whether rows are written to it. */
    public boolean isTable() {
        return nature.kind() == 'r' || nature.kind() == 'p' || nature.kind() == 'f';
    }

    /** Whether it is read through a query of its own. */
    boolean isView() {
        return nature.kind() == 'v' || nature.kind() == 'm';
    }

    /** Some columns, and the generated ones that change with them. */
    public Set<String> withGenerated(Set<String> changed) {
        Set<String> all = new LinkedHashSet<>(changed);
        changed.forEach(column -> all.addAll(generated.getOrDefault(column, Set.of())));
        return all;
    }

    /** The columns whose values a trigger sees and by which a change of some columns shows, sorted. */
    public List<String> visible(Set<String> wanted) {
        return columns.keySet().stream()
                .filter(column -> !nature.virtual().contains(column))
                .filter(column -> wanted.contains(column)
                        || generated.getOrDefault(column, Set.of()).stream()
                                .anyMatch(made -> nature.virtual().contains(made) && wanted.contains(made)))
                .sorted()
                .toList();
    }
}
