// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;
import java.util.Set;

/**
 * What committed changes mean for one entity.
 *
 * @param entity the entity
 * @param keyTypes the types of its key's columns, as they stand in SQL
 * @param keys the keys that are concerned, each the values of its columns as PostgreSQL writes them; empty if every key
 *     is concerned
 * @param everything whether every key is concerned
 */
public record EntityChange(Entity entity, List<String> keyTypes, Set<List<String>> keys, boolean everything) {

    public EntityChange {
        keyTypes = List.copyOf(keyTypes);
        keys = Set.copyOf(keys);
    }
}
