// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.history.HistoryRights;
import com.fraiseql.migrate.history.HistoryTable;
import java.sql.SQLException;
import java.util.List;

/**
 * Explains why the history could not be written: something about its tables, not about the file's last statement.
 *
 * @param why what happened, without a full stop
 * @param action what to do
 */
public record HistoryFailure(FailureCode code, String why, String action) {

    public static HistoryFailure of(SQLException error, RunContext run) {
        HistoryTable table = run.history().table();
        HistoryRights rights = run.history().rights();
        String state = SqlState.of(error);
        String message = Shortened.toFirstLine(error.getMessage());
        boolean log = message.contains(table.logName());
        String place = (log ? "log table " : "history table ") + (log ? table.displayLog() : table.display());
        if (SqlState.connectionLost(error)) {
            return new HistoryFailure(
                    FailureCode.CONNECTION_LOST,
                    "the connection was lost: " + message,
                    "Start it again; what was committed stays.");
        }
        if (state.equals(SqlState.DIVISION_BY_ZERO) && isOwnCheck(error)) {
            return notAsWritten(run);
        }
        return switch (state) {
            case SqlState.UNDEFINED_TABLE, SqlState.INVALID_SCHEMA ->
                new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        "the " + place
                                + " is no longer there; the migration itself, or another session during the run, "
                                + "has dropped, renamed or moved it, or its schema",
                        "If the migration does that, take the statement out of the file. To move the history, do it "
                                + "by hand between two"
                                + " runs, and name the new place with --schema (fraiseql.migrate.schema) and --table"
                                + " (fraiseql.migrate.table).");
            case SqlState.INSUFFICIENT_PRIVILEGE ->
                HistoryRights.isRowSecurity(error)
                        ? new HistoryFailure(
                                FailureCode.INSUFFICIENT_PRIVILEGE,
                                "row-level security on the " + place + " applies to user "
                                        + run.history().user(),
                                rights.forRowSecurity()
                                        + " An event trigger that sets it has to leave these tables out.")
                        : new HistoryFailure(
                                FailureCode.INSUFFICIENT_PRIVILEGE,
                                "user " + run.history().user() + " may no longer write the " + place + ": " + message,
                                "If the migration has taken the right away, take that out of the file; otherwise "
                                        + "execute as the owner: "
                                        + rights.all());
            case SqlState.READ_ONLY_TRANSACTION ->
                new HistoryFailure(
                        FailureCode.READ_ONLY,
                        "the transaction is read-only, and the record of a migration is written in the migration's "
                                + "own transaction",
                        "Take BEGIN READ ONLY, SET TRANSACTION READ ONLY or SET default_transaction_read_only out "
                                + "of the file.");
            default ->
                new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        "the " + place + " refused its row: " + message + " (" + state + ")",
                        "See what the message says about that table, which is not as this software creates it; its "
                                + "columns are in FORMATS.md.");
        };
    }

    /** Whether it is the division by which a record checks itself, and not one in a trigger, which has a context. */
    private static boolean isOwnCheck(SQLException error) {
        PgError server = PgError.orNull(error);
        return server != null && server.context() == null;
    }

    private static HistoryFailure notAsWritten(RunContext run) {
        HistoryTable table = run.history().table();
        Reply reply = run.session()
                .query("SELECT t.tgname FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid"
                        + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND n.nspname = "
                        + Sql.literal(table.schema()) + " AND c.relname = " + Sql.literal(table.name())
                        + " ORDER BY t.tgname");
        List<String> triggers = reply.error() != null
                ? List.of()
                : reply.rows(0).stream().map(row -> row.text(0)).toList();
        String what = "the history table " + table.display() + " does not have the rows that this run wrote";
        String action =
                "If the migration changes that table, take the statement out of the file; otherwise see which other "
                        + "session does.";
        return triggers.isEmpty()
                ? new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        what + "; the migration itself or another session has changed or removed them",
                        action)
                : new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        what + "; it has the trigger " + String.join(", ", triggers)
                                + ", which may suppress or alter rows",
                        "Drop the trigger, or have it return the row as it is.");
    }

    /** Of a change to the history alone. */
    public MigrateException notChanged(SQLException error) {
        return MigrateException.builder(code, "The history could not be changed: " + why + ".", action)
                .detail("  Nothing was changed.")
                .cause(error)
                .build();
    }
}
