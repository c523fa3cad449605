// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table whose changed rows concern keys of an entity.
 *
 * @param schema its schema
 * @param table its name
 * @param relations the relations whose statements can change its rows, itself first: its partitions and children at
 *     every depth, and those that it is itself a partition or child of
 * @param watched the columns, sorted: a row in which none of them has changed concerns no key
 * @param lookups how the keys are found, all of them together; empty if every change concerns every key
 * @param everything why every change concerns every key; {@code null} if the lookups tell
 */
public record KeySource(
        String schema,
        String table,
        List<Relation> relations,
        List<String> watched,
        List<KeyLookup> lookups,
        @Nullable Reason everything) {

    public KeySource {
        relations = List.copyOf(relations);
        watched = List.copyOf(watched);
        lookups = List.copyOf(lookups);
    }

    /**
     * A relation on which triggers are to stand.
     *
     * @param schema its schema
     * @param name its name
     * @param columns its columns by name; one that a parent of an inheritance lacks is not among them
     */
    public record Relation(String schema, String name, List<String> columns) {

        public Relation {
            columns = List.copyOf(columns);
        }
    }
}
