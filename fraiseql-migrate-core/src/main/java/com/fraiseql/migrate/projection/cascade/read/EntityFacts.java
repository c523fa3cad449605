// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.Entity;
import java.util.List;

/**
 * What is known of an entity.
 *
 * @param entity the entity
 * @param keyTypes the types of its key's columns
 * @param readTable the oid of its {@code tv_}, 0 without one
 * @param maintained whether its {@code tv_} is kept equal to the view
 * @param uses where it reads tables: its view, then its own rows
 */
public record EntityFacts(Entity entity, List<String> keyTypes, long readTable, boolean maintained, List<Use> uses) {

    public EntityFacts {
        keyTypes = List.copyOf(keyTypes);
        uses = List.copyOf(uses);
    }
}
