// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Whether values of two types that are equal have one hash, so that one lock stands for both. */
public final class LinkTypes {

    private static final List<Set<String>> FAMILIES =
            List.of(Set.of("smallint", "integer", "bigint"), Set.of("text", "character varying"));

    private LinkTypes() {}

    /**
     * Whether equal values of the types have equal hashes, if those of each of them have.
     *
     * @param one a type without length, as it stands in SQL
     */
    public static boolean haveOneHash(String one, String other) {
        return one.equals(other)
                || FAMILIES.stream().anyMatch(family -> family.contains(one) && family.contains(other));
    }

    static boolean same(Facts facts, List<ColumnUse> left, List<ColumnUse> right) {
        String first = facts.typeName(left.get(0).column());
        return Stream.concat(left.stream(), right.stream())
                .allMatch(column -> haveOneHash(first, facts.typeName(column.column())));
    }
}
