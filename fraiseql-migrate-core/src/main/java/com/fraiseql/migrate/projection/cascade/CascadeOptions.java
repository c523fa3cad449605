// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be chosen about cascade rules.
 *
 * @param schema the schema of the registry of maintained tables; {@code null} for the session's current one
 * @param schemas only entities of these schemas; all if empty
 * @param exclude entities to leave out, by the names of their tables and views: patterns with {@code *}, with or
 *     without the schema
 */
public record CascadeOptions(@Nullable String schema, Set<String> schemas, Set<String> exclude) {

    public CascadeOptions {
        schemas = Set.copyOf(schemas);
        exclude = Set.copyOf(exclude);
    }

    public static CascadeOptions defaults() {
        return new CascadeOptions(null, Set.of(), Set.of());
    }
}
