// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Parallel arrays in a generated function: the values of some columns. Their names have a dollar sign, as hardly any
 * column's name has, since a column in a query comes before a variable.
 *
 * @param prefix what their names begin with
 * @param types the types of the values
 */
public record Arrays(String prefix, List<String> types) {

    public Arrays {
        types = List.copyOf(types);
    }

    public List<String> names() {
        return IntStream.rangeClosed(1, types.size())
                .mapToObj(i -> prefix + "$" + i)
                .toList();
    }

    public int width() {
        return types.size();
    }

    public String first() {
        return prefix + "$1";
    }

    /** As arguments, for instance of {@code unnest}. */
    public String list() {
        return String.join(", ", names());
    }

    public String declarations() {
        return IntStream.range(0, types.size())
                .mapToObj(i -> names().get(i) + " " + types.get(i) + "[];")
                .collect(Collectors.joining(" "));
    }
}
