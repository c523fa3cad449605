// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Why no connection could be opened. The sentence depends on what refused it: the server ({@link ServerRefusal}), the
 * driver ({@link DriverRefusal}), TLS ({@link TlsRefusal}), the network ({@link NetworkFailure}) or the DataSource
 * itself ({@link DataSourceFailure}). A pool wraps the first cause, so the chain of causes is searched for it.
 */
final class ConnectFailures {

    private ConnectFailures() {}

    static ConnectFailure of(Throwable failure) {
        SQLException sql = deepest(failure);
        PgError server = sql == null ? null : PgError.orNull(sql);
        if (sql != null && server != null) {
            return ServerRefusal.of(SqlState.of(sql), server, failure);
        }
        if (sql != null) {
            ConnectFailure refusal = DriverRefusal.of(sql, failure);
            if (refusal == null) {
                refusal = TlsRefusal.of(sql, failure);
            }
            if (refusal != null) {
                return refusal;
            }
        }
        return NetworkFailure.of(sql == null ? failure : sql, failure);
    }

    private static @Nullable SQLException deepest(Throwable failure) {
        SQLException found = null;
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            if (t instanceof SQLException sql && (found == null || sql.getSQLState() != null)) {
                found = sql;
            }
        }
        return found;
    }
}
