// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The answer about cascade rules, in the envelope of the list.
 *
 * @param contexts by context id: {@code cascade}
 */
public record CascadeByContext(Map<@Nullable String, Map<String, CascadeDescriptor>> contexts)
        implements OperationResponseBody {}
