// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import org.jspecify.annotations.Nullable;

/**
 * How far {@code down} goes. Exactly one of the two is set.
 *
 * @param steps how many of the last applied migrations to roll back
 * @param target roll back everything that was applied after this version
 */
public record DownOptions(@Nullable Integer steps, @Nullable String target) {

    public static DownOptions steps(int steps) {
        return new DownOptions(steps, null);
    }

    public static DownOptions to(String version) {
        return new DownOptions(null, version);
    }
}
