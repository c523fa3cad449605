// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import java.util.List;

/**
 * What one change means, directly and by what follows from it.
 *
 * @param change the change
 * @param columns for an update the columns, sorted, each of which has this outcome; otherwise empty
 * @param server what the server does to other rows, or refuses
 * @param entities the entities that are affected, in the order in which they were found
 */
public record Rule(Change change, List<String> columns, List<ServerEffect> server, List<EntityEffect> entities) {

    public Rule {
        columns = List.copyOf(columns);
        server = List.copyOf(server);
        entities = List.copyOf(entities);
    }

    /** The kinds of changes. */
    public enum Change {
        INSERT,
        UPDATE,
        DELETE,
        TRUNCATE
    }
}
