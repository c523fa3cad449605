// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.EntityFacts;
import com.fraiseql.migrate.projection.cascade.read.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entities read a table.
 *
 * @param byTable by the oid of the table
 */
record Readers(Map<Long, List<Reader>> byTable) {

    /** An entity, and one place where it reads the table. */
    record Reader(EntityFacts entity, Use use) {

        /** Whether the table is the entity's own {@code tv_}. */
        boolean readsItself() {
            return use.table() == entity.readTable();
        }
    }

    static Readers of(CascadeFacts facts) {
        Map<Long, List<Reader>> byTable = new HashMap<>();
        for (EntityFacts entity : facts.entities()) {
            for (Use use : entity.uses()) {
                byTable.computeIfAbsent(use.table(), oid -> new ArrayList<>()).add(new Reader(entity, use));
            }
        }
        return new Readers(byTable);
    }

    List<Reader> of(long table) {
        return byTable.getOrDefault(table, List.of());
    }
}
