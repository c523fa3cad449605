// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer about one migration, in the envelope of the list.
 *
 * @param contexts by context id: {@code migrationBeans}, by bean name: the details
 */
public record MigrationDetailsByContext(
        Map<@Nullable String, Map<String, Map<String, MigrationDetailsDescriptor>>> contexts)
        implements OperationResponseBody {}
