// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * Where the keys of an entity come from when rows change.
 *
 * @param entity the entity
 * @param keyTypes the types of its key's columns, as they stand in SQL
 * @param maintained whether its {@code tv_} is kept equal to the view by every commit: then the rows of the {@code tv_}
 *     that change are the only source
 * @param sources the tables whose changes count; one table may be several sources of several entities, but one of each
 */
public record KeyPlan(Entity entity, List<String> keyTypes, boolean maintained, List<KeySource> sources) {

    public KeyPlan {
        keyTypes = List.copyOf(keyTypes);
        sources = List.copyOf(sources);
    }
}
