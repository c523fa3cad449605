// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * From values of changed rows to the keys that they concern. To be made after the commit of the change, with the old
 * and the new values of each row ({@code docs/design.md}, section 15).
 *
 * @param columns the columns of the source whose values are needed
 * @param types their types, as they stand in SQL
 * @param sql a query with a parameter for each column, {@code $1}, {@code $2}…: an array of its values, parallel to
 *     the others. It gives the columns of the key, each as text and each combination once, and never a key with NULL
 * @param direct whether it gives the values that it is given
 */
public record KeyLookup(List<String> columns, List<String> types, String sql, boolean direct) {

    public KeyLookup {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
    }
}
