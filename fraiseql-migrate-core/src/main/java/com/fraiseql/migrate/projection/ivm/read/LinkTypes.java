// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether values of two columns that are equal have one hash, so that one lock stands for both. */
final class LinkTypes {

    private static final List<Set<String>> FAMILIES =
            List.of(Set.of("smallint", "integer", "bigint"), Set.of("text", "character varying"));

    private LinkTypes() {}

    static boolean same(Facts facts, List<ColumnUse> left, List<ColumnUse> right) {
        List<String> types = Stream.concat(left.stream(), right.stream())
                .map(column -> facts.typeName(column.column()))
                .distinct()
                .toList();
        return types.size() == 1 || FAMILIES.stream().anyMatch(family -> family.containsAll(types));
    }
}
