// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

import com.fraiseql.migrate.db.Sql;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the generated objects are.
 *
 * @param schema their schema
 * @param searchPath the schemas in which a view's functions find what they do not qualify, as for the sync
 */
public record Home(String schema, List<String> searchPath) {

    public Home {
        searchPath = List.copyOf(searchPath);
    }

    /** A home whose schema is the search path. */
    public static Home of(String schema) {
        return new Home(schema, List.of(schema));
    }

    /** The search path of the generated functions; nobody's temporary objects come before what is meant. */
    String path() {
        return Stream.concat(
                        searchPath.stream()
                                .filter(s -> !s.startsWith("pg_temp"))
                                .map(Sql::name),
                        Stream.of("pg_temp"))
                .collect(Collectors.joining(", "));
    }
}
