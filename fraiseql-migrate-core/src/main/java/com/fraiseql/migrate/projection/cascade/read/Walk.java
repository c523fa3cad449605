// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.projection.cascade.KeyLookup;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The way from a row of a table to the keys that it concerns.
 *
 * @param columns the columns of the row by which it is linked
 * @param types their types, as they stand in SQL
 * @param hops the tables on the way; none where the columns are the key
 * @param steps the same for a person, condition by condition
 */
public record Walk(List<String> columns, List<String> types, List<Hop> hops, List<String> steps) {

    public Walk {
        columns = List.copyOf(columns);
        types = List.copyOf(types);
        hops = List.copyOf(hops);
        steps = List.copyOf(steps);
    }

    /**
     * A table on the way.
     *
     * @param schema its schema
     * @param table its name
     * @param columns those of its columns that equal the columns before it, pair by pair
     * @param next those by which the way goes on; those of the last hop are the key
     */
    public record Hop(String schema, String table, List<String> columns, List<String> next) {

        public Hop {
            columns = List.copyOf(columns);
            next = List.copyOf(next);
        }
    }

    /** Whether a value is an array: an array of arrays cannot be taken apart into them again. */
    boolean linksArrays() {
        return types.stream().anyMatch(type -> type.endsWith("[]"));
    }

    /** The query that goes this way. */
    public KeyLookup lookup() {
        String values = IntStream.rangeClosed(1, columns.size())
                .mapToObj(i -> "pg_catalog.unnest($" + i + "::" + types.get(i - 1) + "[])")
                .collect(Collectors.joining(", ", "ROWS FROM (", ")"));
        StringBuilder from =
                new StringBuilder(values).append(" AS h0 (").append(names()).append(")");
        List<String> before = IntStream.rangeClosed(1, columns.size())
                .mapToObj(i -> "h0.c" + i)
                .toList();
        for (int i = 0; i < hops.size(); i++) {
            Hop hop = hops.get(i);
            String alias = "h" + (i + 1);
            List<String> last = before;
            from.append(" JOIN ")
                    .append(Sql.name(hop.schema(), hop.table()))
                    .append(' ')
                    .append(alias);
            from.append(" ON ")
                    .append(IntStream.range(0, hop.columns().size())
                            .mapToObj(j -> alias + "." + Sql.name(hop.columns().get(j)) + " = " + last.get(j))
                            .collect(Collectors.joining(" AND ")));
            before = hop.next().stream()
                    .map(column -> alias + "." + Sql.name(column))
                    .toList();
        }
        String key = before.stream().map(column -> column + "::text").collect(Collectors.joining(", "));
        String present = before.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "));
        return new KeyLookup(
                columns, types, "SELECT DISTINCT " + key + " FROM " + from + " WHERE " + present, hops.isEmpty());
    }

    private String names() {
        return IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
    }
}
