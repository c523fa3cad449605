// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What can go wrong in a sync, each with its code and one sentence on what to do. */
public final class SyncFailures {

    public static final String RESUMES = "What was committed stays; the next sync goes on from there.";

    private SyncFailures() {}

    /** Anything else. */
    public static MigrateException of(String table, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        PgError server = PgError.orNull(e);
        if (state.equals("42501") && server != null && "check_enable_rls".equals(server.routine())) {
            return MigrateException.builder(
                            FailureCode.INSUFFICIENT_PRIVILEGE,
                            "Row security would hide rows from the sync of " + table + ", so it was not filled: "
                                    + message(e),
                            "Let a role sync that sees every row: the tables' owner (without FORCE ROW LEVEL "
                                    + "SECURITY), or "
                                    + "one with BYPASSRLS.")
                    .cause(e)
                    .build();
        }
        if (state.equals("22023") && String.valueOf(e.getMessage()).contains("\"TimeZone\"")) {
            return MigrateException.builder(
                            FailureCode.BAD_CONFIGURATION,
                            "The server does not know the time zone of the sync: " + message(e),
                            "Give one of pg_timezone_names (fraiseql.migrate.time-zone, or --time-zone), for "
                                    + "instance UTC.")
                    .cause(e)
                    .build();
        }
        if (state.equals("42501")) {
            return MigrateException.builder(
                            FailureCode.INSUFFICIENT_PRIVILEGE,
                            "The sync of " + table + " lacks a privilege: " + message(e),
                            "Grant it, or let the owner of the tables run the sync.")
                    .cause(e)
                    .build();
        }
        if (worthRetrying(e)) {
            return locked(table, "", message(e), e);
        }
        if (SqlState.connectionLost(e)) {
            return MigrateException.builder(
                            FailureCode.CONNECTION_LOST,
                            "The connection was lost during the sync of " + table + ": " + message(e),
                            "Sync again. " + RESUMES)
                    .cause(e)
                    .build();
        }
        if (state.equals("25006")) {
            return MigrateException.builder(
                            FailureCode.READ_ONLY,
                            "The server is read-only, and " + table + " is to be filled.",
                            "Connect to the primary server, or use a session that may write.")
                    .cause(e)
                    .build();
        }
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        "The sync of " + table + " failed: " + message(e),
                        "Look at the server's message, then sync again. " + RESUMES)
                .detail(detail(PgError.orNull(e)))
                .cause(e)
                .build();
    }

    public static MigrateException locked(String table, String where, String blockers, @Nullable SQLException cause) {
        return MigrateException.builder(
                        FailureCode.LOCK_TIMEOUT,
                        "Rows or locks of " + table + (where.isEmpty() ? "" : " " + where)
                                + ", or of what it is filled from,"
                                + " were held by other sessions for longer than the sync waits: "
                                + blockers + ".",
                        "End those transactions or allow a longer wait, then sync again. " + RESUMES)
                .cause(cause)
                .build();
    }

    public static MigrateException hook(String table, String hook, Exception cause) {
        return MigrateException.builder(
                        FailureCode.SYNC_HOOK_FAILED,
                        "The hook " + hook + " that fills " + table + " failed: " + cause.getMessage(),
                        "Correct the hook, or the data that it met; its open transaction has been rolled back.")
                .cause(cause)
                .build();
    }

    public static MigrateException cancelled(@Nullable Throwable cause) {
        return MigrateException.builder(FailureCode.CANCELLED, "The sync was cancelled.", "Sync again. " + RESUMES)
                .cause(cause)
                .build();
    }

    public static boolean worthRetrying(SQLException e) {
        return SqlState.worthRetrying(e);
    }

    /** Whether it may be a row that fails, and not a lock, a privilege or the server. */
    public static boolean ofARow(SQLException e) {
        return !worthRetrying(e) && !notOfARow(e);
    }

    static boolean notOfARow(SQLException e) {
        String state = SqlState.of(e);
        return state.equals(SqlState.INSUFFICIENT_PRIVILEGE)
                || state.equals(SqlState.QUERY_CANCELED)
                || SqlState.connectionLost(e);
    }

    public static String message(SQLException e) {
        PgError server = PgError.orNull(e);
        String message = server == null ? e.getMessage() : server.message();
        return String.valueOf(message).strip();
    }

    static @Nullable String detail(@Nullable PgError server) {
        if (server == null) {
            return null;
        }
        StringBuilder text = new StringBuilder("SQLSTATE ").append(server.state());
        append(text, "Detail: ", server.detail());
        append(text, "Hint: ", server.hint());
        append(text, "Where: ", server.context());
        return text.toString();
    }

    private static void append(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append('\n').append(label).append(Secrets.mask(Shortened.to(600, value)));
        }
    }
}
