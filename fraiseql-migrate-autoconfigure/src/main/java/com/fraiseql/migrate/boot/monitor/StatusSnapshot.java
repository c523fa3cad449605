// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The database's answer at some time, or why there was none. Exactly one of {@code status} and {@code failure} is set.
 *
 * @param readAt when the database was asked
 * @param status its answer
 * @param failure why there is none
 */
public record StatusSnapshot(
        Instant readAt, @Nullable Status status, @Nullable MigrateException failure) {}
