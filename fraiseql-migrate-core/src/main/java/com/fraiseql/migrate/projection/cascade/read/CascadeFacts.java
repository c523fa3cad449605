// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import java.util.List;

/**
 * What cascade rules are derived from.
 *
 * @param schema the tables and foreign keys
 * @param entities the entities, by name
 */
public record CascadeFacts(Schema schema, List<EntityFacts> entities) {

    public CascadeFacts {
        entities = List.copyOf(entities);
    }
}
