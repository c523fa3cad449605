// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.decide.Edge;
import com.fraiseql.migrate.projection.ivm.decide.Occurrence;
import org.jspecify.annotations.Nullable;

/**
 * An edge in the walk of a pass.
 *
 * @param edge the edge
 * @param outer its outer end
 * @param inner its inner end, {@code null} for the key
 * @param values its outer columns' values: they are crossed, so their locks are exclusive
 * @param touched what the values begin with, from the queue
 * @param moved the inner columns' values of changed rows, from the queue: their locks are shared; {@code null} for an
 *     edge that ends at the key, or without such locks
 * @param seed of the hashes of its locks
 * @param reach how many rows a value may lead to
 */
public record Crossing(
        Edge edge,
        Occurrence outer,
        @Nullable Occurrence inner,
        Arrays values,
        Arrays touched,
        @Nullable Arrays moved,
        long seed,
        Reach reach) {

    /** How many rows of the inner end a value may lead to, and so whether they are counted before locks are taken. */
    public enum Reach {
        /** One, and none that lead farther to many. */
        ONE,
        /** One, but the walk then meets an edge that leads to many. */
        ONE_THEN_MANY,
        MANY,
        /** The rows are many, and the walk goes on to an edge that leads to many. */
        MANY_THEN_MANY
    }
}
