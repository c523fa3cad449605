// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import java.util.List;

/**
 * How a change of one base table finds the keys that it concerns.
 *
 * @param table the base table, with its schema
 * @param alias its name in the view
 * @param columns the columns that the view uses, sorted
 * @param steps the conditions from the table inward to the key, for instance
 *     {@code cu.id = c.author_id}, {@code c.post_id = p.id}; empty for the table that has the key
 */
public record LinkPath(String table, String alias, List<String> columns, List<String> steps) {

    public LinkPath {
        columns = List.copyOf(columns);
        steps = List.copyOf(steps);
    }
}
