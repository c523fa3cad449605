// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import org.jspecify.annotations.Nullable;

/** Builds the level of a query, with everything below it. */
@FunctionalInterface
interface LevelBuilder {

    /**
     * Builds it.
     *
     * @param outer the level that its outer references mean, {@code null} for a view
     * @param place where it stands, in words
     * @param nullable whether it is on the nullable side of an outer join
     */
    Level build(Node query, @Nullable Level outer, String place, boolean nullable);
}
