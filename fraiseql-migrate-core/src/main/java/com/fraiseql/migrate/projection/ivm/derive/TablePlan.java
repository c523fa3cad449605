// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import java.util.List;

/**
 * How a pass maintains one table.
 *
 * @param table the table
 * @param fine whether it takes locks of links and keys
 * @param readings what it reads from the queue
 * @param crossings the walk, outer before inner
 * @param keys the scopes that are recomputed
 * @param dependsOn the maintained tables that its view reads
 */
public record TablePlan(
        Maintained table,
        boolean fine,
        List<Reading> readings,
        List<Crossing> crossings,
        Arrays keys,
        List<String> dependsOn) {

    public TablePlan {
        readings = List.copyOf(readings);
        crossings = List.copyOf(crossings);
        dependsOn = List.copyOf(dependsOn);
    }

    public String name() {
        return table.displayName();
    }

    /** L(tv). */
    public long lock() {
        return LockNumber.ofTable(name());
    }

    /** Of the hashes of its keys' locks. */
    public long keySeed() {
        return LockNumber.seed(name(), "key");
    }

    /** The edges that leave an occurrence inward. */
    public List<Crossing> from(int occurrence) {
        return crossings.stream().filter(c -> c.edge().outer() == occurrence).toList();
    }

    /** Whether the scope, which is a part of the key, is all of it. */
    public boolean scopeIsKey() {
        return table.shape().scope().size() == table.shape().key().size();
    }
}
