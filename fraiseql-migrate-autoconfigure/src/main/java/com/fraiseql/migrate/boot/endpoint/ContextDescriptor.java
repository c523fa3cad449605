// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The migrations of one application context.
 *
 * @param migrationBeans what each Migrator bean has, by its name
 * @param sync the state of the initial sync, if it is configured
 * @param parentId the id of the parent context
 */
public record ContextDescriptor(
        Map<String, MigratorDescriptor> migrationBeans,
        @Nullable SyncDescriptor sync,
        @Nullable String parentId) {}
