// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The database's answer at some time, or why there was none. Exactly one of {@code value} and {@code error} is set.
 *
 * @param readAt when the database was asked
 * @param value its answer
 * @param error why there is none
 */
public record Answer<T>(
        Instant readAt, @Nullable T value, @Nullable FailureFacts error) {}
