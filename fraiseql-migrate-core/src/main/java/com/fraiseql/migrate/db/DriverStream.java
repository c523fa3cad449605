// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.QueryExecutorBase;

/**
 * The protocol stream of a connection of the driver.
 *
 * <p>The driver has no call that sends several statements as messages of their own, waits once, and lets the rows of a
 * {@code SELECT} of any size go by: its batches keep all rows in memory, and with {@code QUERY_NO_RESULTS} they fetch
 * one row and leave the rest of a {@code SELECT} unexecuted. So {@link StatementBatch} speaks the protocol itself, on
 * the driver's stream. Where the stream is out of reach (a module path that hides the driver, a native image without
 * the hint) statements are sent one by one.
 */
final class DriverStream {

    private static final @Nullable Field STREAM = field();

    private DriverStream() {}

    /** The stream, or {@code null} where it is out of reach. */
    static @Nullable PGStream of(QueryExecutor executor) {
        if (STREAM == null || !(executor instanceof QueryExecutorBase)) {
            return null;
        }
        try {
            return (PGStream) STREAM.get(executor);
        } catch (IllegalAccessException e) {
            return null;
        }
    }

    private static @Nullable Field field() {
        try {
            Field stream = QueryExecutorBase.class.getDeclaredField("pgStream");
            stream.setAccessible(true);
            return stream;
        } catch (NoSuchFieldException | RuntimeException e) {
            return null;
        }
    }
}
