// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * Changes that lead back to the table where they began. The server follows such a circle until no row is left, and so
 * do the rules: nothing is wrong with it.
 *
 * @param kind what leads around
 * @param tables the tables, sorted; one for a table that refers to itself
 * @param constraints the foreign keys that lead around, sorted; empty for read tables
 */
public record Cycle(Kind kind, List<String> tables, List<String> constraints) {

    public Cycle {
        tables = List.copyOf(tables);
        constraints = List.copyOf(constraints);
    }

    /** What leads around. */
    public enum Kind {
        /** Deletions, by {@code ON DELETE CASCADE}. */
        DELETE,
        /** Updates, by {@code ON UPDATE CASCADE} and the like. */
        UPDATE,
        /** Views that read each other's read tables. */
        READ_TABLES
    }
}
