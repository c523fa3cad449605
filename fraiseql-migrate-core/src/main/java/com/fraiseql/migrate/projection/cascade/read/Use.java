// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.EntityEffect.Place;
import com.fraiseql.migrate.projection.ivm.Reason;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place where an entity reads a table.
 *
 * @param table the oid of the table
 * @param place where it is read
 * @param columns the columns that decide what is read
 * @param walks how the keys are found that a row concerns, one for each branch of a set operation; empty if every row
 *     concerns every key
 * @param reason why every row concerns every key, otherwise {@code null}
 */
public record Use(
        long table,
        Place place,
        Set<String> columns,
        List<Walk> walks,
        @Nullable Reason reason) {

    public Use {
        columns = Set.copyOf(columns);
        walks = List.copyOf(walks);
    }
}
