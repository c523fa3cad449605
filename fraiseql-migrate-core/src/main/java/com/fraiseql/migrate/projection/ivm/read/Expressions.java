// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import org.jspecify.annotations.Nullable;

/** Follows expressions to what they use. */
@FunctionalInterface
interface Expressions {

    /**
     * Follows an expression, or several.
     *
     * @param what the part of the level that it stands in, in words
     * @param mustHold whether it is a condition that must be true for the row to count
     */
    void follow(@Nullable Object value, Level level, String what, boolean mustHold);
}
