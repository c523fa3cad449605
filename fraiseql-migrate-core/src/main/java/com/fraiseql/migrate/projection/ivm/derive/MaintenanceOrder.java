// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The order in which every pass maintains tables: one that another's view reads comes before that one, and otherwise by
 * name. All passes take their locks in this order.
 */
final class MaintenanceOrder {

    private MaintenanceOrder() {}

    static List<Maintained> of(List<Maintained> tables) {
        List<Maintained> left = tables.stream()
                .sorted(Comparator.comparing(Maintained::displayName))
                .collect(Collectors.toCollection(ArrayList::new));
        List<Maintained> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Maintained next = left.stream()
                    .filter(table -> left.stream().noneMatch(other -> reads(table, other)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("A circle among "
                            + left.stream().map(Maintained::displayName).toList()));
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    /** Whether the first one's view reads the second one, which is another. */
    static boolean reads(Maintained table, Maintained other) {
        return !table.displayName().equals(other.displayName())
                && table.occurrences().stream()
                        .anyMatch(o -> o.table().displayName().equals(other.displayName()));
    }
}
