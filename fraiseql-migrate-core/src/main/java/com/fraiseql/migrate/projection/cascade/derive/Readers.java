// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.EntityFacts;
import com.fraiseql.migrate.projection.cascade.read.ForeignKey;
import com.fraiseql.migrate.projection.cascade.read.Use;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which entities read a table, and which foreign keys refer to it.
 *
 * @param byTable the places where it is read, by the oid of the table
 * @param byTarget the foreign keys, by the oid of the table that they refer to
 */
record Readers(Map<Long, List<Reader>> byTable, Map<Long, List<ForeignKey>> byTarget) {

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
        Map<Long, List<ForeignKey>> byTarget = new HashMap<>();
        for (ForeignKey key : facts.schema().foreignKeys()) {
            byTarget.computeIfAbsent(key.target(), oid -> new ArrayList<>()).add(key);
        }
        return new Readers(byTable, byTarget);
    }

    List<ForeignKey> referringTo(long table) {
        return byTarget.getOrDefault(table, List.of());
    }

    List<Reader> of(long table) {
        return byTable.getOrDefault(table, List.of());
    }
}
