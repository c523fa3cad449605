// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** No connection was to be had. The driver's first message is kept: pools tend to bury it. */
public final class ConnectFailure extends MigrateException {

    private static final long serialVersionUID = 1L;

    private ConnectFailure(FailureCode code, String what, String action, @Nullable Throwable cause) {
        super(code, what, action, null, null, cause);
    }

    static ConnectFailure notPostgres(String product) {
        return new ConnectFailure(
                FailureCode.NOT_POSTGRESQL,
                "The DataSource leads to " + product + ", not to PostgreSQL through its JDBC driver.",
                "Give a PostgreSQL DataSource; in a test slice use @AutoConfigureTestDatabase(replace = NONE) or a"
                        + " @ServiceConnection PostgreSQLContainer.",
                null);
    }

    static ConnectFailure of(Throwable failure) {
        SQLException sql = deepest(failure);
        String state = sql == null ? "" : SqlState.of(sql);
        String message = firstLine(sql == null ? failure : sql);
        if (state.startsWith("28")) {
            return new ConnectFailure(
                    FailureCode.AUTHENTICATION,
                    "The server refused the login: " + message,
                    "Check the user, the password and the server's pg_hba.conf.",
                    failure);
        }
        if (state.equals("3D000")) {
            return new ConnectFailure(
                    FailureCode.UNREACHABLE,
                    "The database does not exist: " + message,
                    "Create the database or correct its name in the URL.",
                    failure);
        }
        if (state.equals("53300")) {
            return new ConnectFailure(
                    FailureCode.UNREACHABLE,
                    "The server has no free connection: " + message,
                    "Close other connections or raise max_connections.",
                    failure);
        }
        if (state.equals(SqlState.INVALID_PARAMETER_VALUE) && message.contains("TimeZone")) {
            return new ConnectFailure(
                    FailureCode.BAD_CONFIGURATION,
                    "The server refused the connection, since it does not know the time zone of this JVM, "
                            + TimeZone.getDefault().getID() + ", which the driver sends: " + message,
                    "Run with one that the server knows, for instance -Duser.timezone=UTC, or update the server's time zone data.",
                    failure);
        }
        Throwable unknownHost = cause(failure, UnknownHostException.class);
        String why = unknownHost != null
                // the driver's message does not name it; this exception's is nothing but the name
                ? "the host " + unknownHost.getMessage() + " is unknown"
                : cause(failure, ConnectException.class) != null ? "nothing answers there" : "no connection was made";
        return new ConnectFailure(
                FailureCode.UNREACHABLE,
                "The server cannot be reached, " + why + ": " + message,
                "Check the host and port in the URL, and that the server runs and accepts connections.",
                failure);
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

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null && t.getCause() != t; t = t.getCause()) {
            if (type.isInstance(t)) {
                return t;
            }
        }
        return null;
    }

    private static String firstLine(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
