// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.HistoryRights;
import com.fraiseql.migrate.history.HistoryTable;
import java.sql.SQLException;

/**
 * Says why the history could not be written: what happened to its tables, and not to the statement of the file that stood before.
 *
 * @param why what happened, without a full stop
 * @param action what to do
 */
record HistoryFailure(FailureCode code, String why, String action) {

    static HistoryFailure of(SQLException error, RunContext run) {
        HistoryTable table = run.history().table();
        HistoryRights rights = run.history().rights();
        String state = SqlState.of(error);
        String message = firstLine(String.valueOf(error.getMessage()));
        boolean log = message.contains(table.logName());
        String place = (log ? "log table " : "history table ") + (log ? table.displayLog() : table.display());
        if (SqlState.connectionLost(error)) {
            return new HistoryFailure(
                    FailureCode.CONNECTION_LOST,
                    "the connection was lost: " + message,
                    "Start it again; what was committed stays.");
        }
        return switch (state) {
            case SqlState.UNDEFINED_TABLE, SqlState.INVALID_SCHEMA ->
                new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        "the " + place
                                + " is no longer there; the migration itself, or another session during the run, has dropped, renamed or moved"
                                + " it, or its schema",
                        "If the migration does that, take the statement out of the file. To move the history, do it by hand between two"
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
                                "If the migration has taken the right away, take that out of the file; otherwise execute as the owner: "
                                        + rights.all());
            case SqlState.READ_ONLY_TRANSACTION ->
                new HistoryFailure(
                        FailureCode.READ_ONLY,
                        "the transaction is read-only, and the record of a migration is written in the migration's own transaction",
                        "Take BEGIN READ ONLY, SET TRANSACTION READ ONLY or SET default_transaction_read_only out of the file.");
            default ->
                new HistoryFailure(
                        FailureCode.HISTORY_NOT_WRITTEN,
                        "the " + place + " refused its row: " + message + " (" + state + ")",
                        "See what the message says about that table, which is not as this software creates it; its columns are in"
                                + " FORMATS.md.");
        };
    }

    /** Of a change to the history alone. */
    MigrateException notChanged(SQLException error) {
        return new MigrateException(
                code, "The history could not be changed: " + why + ".", action, null, "  Nothing was changed.", error);
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
