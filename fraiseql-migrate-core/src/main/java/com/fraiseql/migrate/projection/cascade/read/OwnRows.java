// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.EntityEffect.Place;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.List;
import java.util.Objects;

/** That an entity changes with the rows that it is read from itself. */
final class OwnRows {

    private OwnRows() {}

    static Use of(Table table, List<String> key) {
        Place place = new Place(table.displayName(), table.name());
        if (key.isEmpty()) {
            Reason reason = new Reason(
                    Code.NO_PRIMARY_KEY,
                    table.displayName(),
                    table.displayName(),
                    "Its rows cannot be told apart.",
                    "Add a primary key, for instance on id.");
            return new Use(table.oid(), place, table.columns().keySet(), List.of(), reason);
        }
        List<String> types = key.stream()
                .map(column -> Objects.requireNonNull(table.columns().get(column)))
                .toList();
        List<String> steps = key.stream()
                .map(column -> table.name() + "." + column + " = " + column)
                .toList();
        return new Use(
                table.oid(), place, table.columns().keySet(), List.of(new Walk(key, types, List.of(), steps)), null);
    }
}
