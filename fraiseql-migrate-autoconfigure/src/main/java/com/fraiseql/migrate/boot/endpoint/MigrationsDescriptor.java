// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer of the endpoint.
 *
 * @param contexts what each application context has, by its id
 */
public record MigrationsDescriptor(Map<@Nullable String, ContextDescriptor> contexts)
        implements OperationResponseBody {}
