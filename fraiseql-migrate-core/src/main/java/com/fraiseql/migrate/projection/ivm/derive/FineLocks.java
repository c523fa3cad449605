// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable.Column;
import com.fraiseql.migrate.projection.ivm.decide.Edge;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether a table can have locks of links and keys: a lock stands for a value only if equal values have equal
 * hashes.
 */
final class FineLocks {

    /** Types that can be compared with each other, and whose equal values have equal hashes. */
    private static final List<Set<String>> FAMILIES = List.of(
            Set.of("smallint", "integer", "bigint"),
            Set.of("real", "double precision"),
            Set.of("text", "character varying"));

    private FineLocks() {}

    static boolean of(Maintained table, IvmOptions options) {
        return table.locks() == IvmOptions.Locks.EDGES
                && options.locks() == IvmOptions.Locks.EDGES
                && table.edges().stream().allMatch(edge -> hashable(table, edge));
    }

    private static boolean hashable(Maintained table, Edge edge) {
        return IntStream.range(0, edge.outerColumns().size()).allMatch(i -> {
            Column outer = column(table, edge.outer(), edge.outerColumns().get(i));
            if (edge.endsAtKey()) {
                return outer.hashable()
                        && sameHash(outer.type(), table.shape().scopeTypes().get(i));
            }
            Column inner = column(table, edge.inner(), edge.innerColumns().get(i));
            return outer.hashable() && inner.hashable() && sameHash(outer.type(), inner.type());
        });
    }

    private static Column column(Maintained table, int occurrence, String name) {
        return table.occurrence(occurrence)
                .table()
                .column(name)
                .orElseThrow(() -> new IllegalArgumentException(table.displayName() + ": no column " + name));
    }

    private static boolean sameHash(String a, String b) {
        return a.equals(b) || FAMILIES.stream().anyMatch(family -> family.contains(a) && family.contains(b));
    }
}
