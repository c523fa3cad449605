// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

import java.util.List;
import java.util.Set;

/**
 * An application event: a committed change concerns an entity. It is published after the keys have been evicted from
 * the caches of the entity, in every instance, in the thread that has read the change.
 *
 * @param entity the entity's name, for instance {@code post}
 * @param keys the keys, each the values of its columns as PostgreSQL writes them; empty if every key is concerned
 * @param everything whether every key is concerned, or changes may have been missed
 */
public record EntityChanged(String entity, Set<List<String>> keys, boolean everything) {

    public EntityChanged {
        keys = Set.copyOf(keys);
    }
}
