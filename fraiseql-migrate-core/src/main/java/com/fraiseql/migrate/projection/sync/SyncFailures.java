// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.projection.Projection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What can go wrong in a sync, each with its code and one sentence on what to do. */
final class SyncFailures {

    static final String RESUMES = "What was committed stays; the next sync goes on from there.";

    private SyncFailures() {}

    static MigrateException primaryKey(Projection projection) {
        int columns = projection.primaryKey().size();
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                columns == 0
                        ? projection.displayName() + " has no primary key, so its rows cannot be told apart."
                        : projection.displayName() + " has a primary key of " + columns + " columns ("
                                + String.join(", ", projection.primaryKey())
                                + "); a sync needs one of a single column.",
                "Give it one in a migration, for instance: ALTER TABLE " + projection.displayName()
                        + " ADD PRIMARY KEY (id);");
    }

    static MigrateException shape(Projection projection, String source, List<String> problems) {
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                projection.displayName() + " and " + source + " do not fit: " + String.join("; ", problems) + ".",
                "Change the view or the table in a migration so that columns and types are the same.");
    }

    static MigrateException duplicates(Target target, String where, List<String> ids) {
        return new MigrateException(
                FailureCode.SYNC_BAD_ID,
                target.sourceName() + " gives the same " + target.key().name() + " more than once " + where
                        + ", for instance " + String.join(", ", ids) + ".",
                "Correct " + target.sourceName() + " so that it gives one row for each "
                        + target.key().name() + " (a join that multiplies rows is the usual cause).");
    }

    static MigrateException nullId(Target target, @Nullable Throwable cause) {
        return new MigrateException(
                FailureCode.SYNC_BAD_ID,
                target.sourceName() + " gives rows whose " + target.key().name() + " is NULL.",
                "Correct " + target.sourceName() + " so that every row has its "
                        + target.key().name() + ".",
                null,
                null,
                cause);
    }

    /** A statement of a range failed for good. */
    static MigrateException range(Target target, String where, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        ServerErrorMessage server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        if (state.equals("23502") && server != null && target.key().name().equals(server.getColumn())) {
            return nullId(target, e);
        }
        if (notOfARow(e)) {
            return of(target.name(), e);
        }
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                target.name() + " could not be filled from " + target.sourceName() + " " + where + ": " + message(e),
                "Correct the data or the definition of " + target.sourceName() + ", then sync again. " + RESUMES,
                null,
                detail(server),
                e);
    }

    /** Anything else. */
    static MigrateException of(String table, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.equals("42501")) {
            return new MigrateException(
                    FailureCode.INSUFFICIENT_PRIVILEGE,
                    "The sync of " + table + " lacks a privilege: " + message(e),
                    "Grant it, or let the owner of the tables run the sync.",
                    null,
                    null,
                    e);
        }
        if (SqlState.connectionLost(e)) {
            return new MigrateException(
                    FailureCode.CONNECTION_LOST,
                    "The connection was lost during the sync of " + table + ": " + message(e),
                    "Sync again. " + RESUMES,
                    null,
                    null,
                    e);
        }
        if (state.equals("25006")) {
            return new MigrateException(
                    FailureCode.READ_ONLY,
                    "The server is read-only, and " + table + " is to be filled.",
                    "Connect to the primary server, or use a session that may write.",
                    null,
                    null,
                    e);
        }
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                "The sync of " + table + " failed: " + message(e),
                "Look at the server's message, then sync again. " + RESUMES,
                null,
                detail(e instanceof PSQLException psql ? psql.getServerErrorMessage() : null),
                e);
    }

    static MigrateException locked(String table, String where, String blockers, @Nullable SQLException cause) {
        return new MigrateException(
                FailureCode.LOCK_TIMEOUT,
                "Rows or locks of " + table + " " + where + " were held by others for longer than the sync waits: "
                        + blockers + ".",
                "End those transactions or allow a longer wait, then sync again. " + RESUMES,
                null,
                null,
                cause);
    }

    static MigrateException hook(String table, String hook, Exception cause) {
        return new MigrateException(
                FailureCode.SYNC_HOOK_FAILED,
                "The hook " + hook + " that fills " + table + " failed: " + cause.getMessage(),
                "Correct the hook, or the data that it met; its open transaction has been rolled back.",
                null,
                null,
                cause);
    }

    static MigrateException cancelled(@Nullable Throwable cause) {
        return new MigrateException(
                FailureCode.CANCELLED, "The sync was cancelled.", "Sync again. " + RESUMES, null, null, cause);
    }

    static boolean worthRetrying(SQLException e) {
        return SqlState.worthRetrying(e);
    }

    /** Whether it may be a row that fails, and not a lock, a privilege or the server. */
    static boolean ofARow(SQLException e) {
        return !worthRetrying(e) && !notOfARow(e);
    }

    private static boolean notOfARow(SQLException e) {
        String state = SqlState.of(e);
        return state.equals(SqlState.INSUFFICIENT_PRIVILEGE)
                || state.equals(SqlState.QUERY_CANCELED)
                || SqlState.connectionLost(e);
    }

    static String message(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return String.valueOf(message).strip();
    }

    private static @Nullable String detail(@Nullable ServerErrorMessage server) {
        if (server == null) {
            return null;
        }
        StringBuilder text = new StringBuilder("SQLSTATE ").append(server.getSQLState());
        append(text, "Detail: ", server.getDetail());
        append(text, "Hint: ", server.getHint());
        append(text, "Where: ", server.getWhere());
        return text.toString();
    }

    private static void append(StringBuilder text, String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append('\n').append(label).append(Secrets.mask(Shortened.to(600, value)));
        }
    }
}
