// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.boot.cascade.CascadeMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the eviction from caches, of the main database only. Which entities count is as for the sync.
 *
 * @param mode How running instances learn which entries of caches a committed change concerns.
 * @param pollInterval How long an instance waits between two polls at the most.
 * @param caches Names of the caches of an entity, by its name; their keys are those of the entity.
 */
record CascadeProperties(CascadeMode mode, Duration pollInterval, Map<String, List<String>> caches) {

    CascadeProperties(
            @Nullable CascadeMode mode, @Nullable Duration pollInterval, @Nullable Map<String, List<String>> caches) {
        this.mode = or(mode, CascadeMode.OFF);
        this.pollInterval = or(pollInterval, Duration.ofMillis(200));
        this.caches = or(caches, Map.of());
    }
}
