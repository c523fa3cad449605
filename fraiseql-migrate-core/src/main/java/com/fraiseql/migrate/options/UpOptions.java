// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import org.jspecify.annotations.Nullable;

/**
 * How far {@code up} goes.
 *
 * @param target the last version to apply, by version ({@code 003_add_indexes}) or number ({@code 3}); {@code null} for
 *     all
 * @param steps how many migrations to apply at the most; {@code null} for all
 */
public record UpOptions(@Nullable String target, @Nullable Integer steps) {

    public static UpOptions all() {
        return new UpOptions(null, null);
    }
}
