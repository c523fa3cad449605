// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * The rules of one database. Everything in it is sorted, so that the rules of equal schemas are equal.
 *
 * @param entities what is read, by name
 * @param tables the tables whose changes mean something, by name
 * @param cycles changes that lead back to where they began
 */
public record CascadeReport(List<Entity> entities, List<TableRules> tables, List<Cycle> cycles) {

    public CascadeReport {
        entities = List.copyOf(entities);
        tables = List.copyOf(tables);
        cycles = List.copyOf(cycles);
    }

    /**
     * The rules of some of the tables, with all entities.
     *
     * @param name the name of a table, with or without its schema
     */
    public CascadeReport only(String name) {
        return new CascadeReport(
                entities,
                tables.stream().filter(table -> table.isNamed(name)).toList(),
                cycles.stream()
                        .filter(cycle -> tables.stream()
                                .anyMatch(table ->
                                        table.isNamed(name) && cycle.tables().contains(table.table())))
                        .toList());
    }
}
