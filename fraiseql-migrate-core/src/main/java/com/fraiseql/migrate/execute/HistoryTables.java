// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Backoff;
import com.fraiseql.migrate.db.Pause;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.LockWatch;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.run.Transactions;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.history.HistoryShape;
import com.fraiseql.migrate.history.HistoryTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Creates the history's tables, or adds what the tables of an older release lack, before a run writes.
 *
 * <ol>
 *   <li>All changes are one transaction, under the mutex. Where nothing is missing, only the sequences are checked.
 *   <li>Adding a column blocks every reader of the history, and so every application that starts. It therefore waits
 *       for its lock no longer than a statement of a migration does, and is retried for as long.
 * </ol>
 */
final class HistoryTables {

    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final RunContext run;
    private final HistoryTable table;

    HistoryTables(RunContext run) {
        this.run = run;
        this.table = run.history().table();
    }

    /**
     * @param first what is sent first, outside of the transaction
     * @param shape the tables as they are
     * @param withSchema whether a missing schema is created as well
     */
    void prepare(List<String> first, HistoryShape shape, boolean withSchema) {
        List<String> changes = new ArrayList<>(shape.upgrade(run.history().user()));
        if (withSchema && !run.history().schemaExists()) {
            changes.add(0, table.createSchema());
        }
        if (run.history().misnamed()) {
            changes.addAll(run.writer().correctFileNames());
        }
        List<String> waiting = new ArrayList<>(changes);
        waiting.addAll(shape.sequences());
        List<String> statements = new ArrayList<>(first);
        if (!waiting.isEmpty()) {
            statements.add("BEGIN");
            statements.add("SET LOCAL lock_timeout = "
                    + run.options().locks().lockTimeout().toMillis());
            statements.addAll(waiting);
            statements.add("COMMIT");
        }
        long deadline = System.nanoTime() + run.options().locks().lockWait().toNanos();
        Backoff backoff = new Backoff(100, LONGEST_PAUSE_MILLIS, 2);
        while (true) {
            SQLException error = send(statements, !waiting.isEmpty());
            if (error == null) {
                return;
            }
            boolean worthIt = SqlState.worthRetrying(error) && System.nanoTime() < deadline;
            if (!worthIt || run.cancellation().requested()) {
                throw failure(error, changes, shape.exists());
            }
            sleep(backoff.next());
        }
    }

    private @Nullable SQLException send(List<String> statements, boolean mayWait) {
        String message = String.join(";\n", statements);
        SQLException error;
        if (mayWait) {
            LockWatch.Watch watched = run.watch()
                    .during(run.session().pid(), run.options().locks().lockTimeout());
            try {
                error = run.session().query(message).error();
            } finally {
                watched.close();
            }
        } else {
            error = run.session().query(message).error();
        }
        if (error != null) {
            Transactions.rollBack(run);
        }
        return error;
    }

    private MigrateException failure(SQLException error, List<String> changes, boolean exists) {
        String state = SqlState.of(error);
        String place = table.display();
        String message = Shortened.toFirstLine(error.getMessage());
        Optional<MigrateException> unknownZone = run.state().timeZone().refused(error);
        if (unknownZone.isPresent()) {
            return unknownZone.get();
        }
        if (SqlState.connectionLost(error)) {
            return exception(
                    FailureCode.CONNECTION_LOST,
                    "The connection was lost while the history table " + place + " was prepared: " + message,
                    "Start again; no migration has been applied.",
                    null,
                    error);
        }
        if (state.equals(SqlState.INSUFFICIENT_PRIVILEGE)) {
            return exists
                    ? exception(
                            FailureCode.INSUFFICIENT_PRIVILEGE,
                            "The history table " + place
                                    + " is of an older release, and user "
                                    + run.history().user()
                                    + " may not add what this one needs: " + message,
                            "Have the owner of the table execute these statements, or migrate as the owner; no "
                                    + "migration has been applied.",
                            "  " + String.join(";\n", changes).replace("\n", "\n  ") + ";",
                            error)
                    : exception(
                            FailureCode.INSUFFICIENT_PRIVILEGE,
                            "User " + run.history().user() + " may not create the history table " + place + ": "
                                    + message,
                            "Execute as the owner: GRANT USAGE, CREATE ON SCHEMA " + Sql.name(table.schema()) + " TO "
                                    + Sql.name(run.history().user())
                                    + "; or migrate as another user, or set the schema (fraiseql.migrate.schema, "
                                    + "--schema).",
                            null,
                            error);
        }
        if (state.equals(SqlState.READ_ONLY_TRANSACTION)) {
            return exception(
                    FailureCode.READ_ONLY,
                    "The server is read-only, so the history table " + place + " cannot be "
                            + (exists ? "changed." : "created."),
                    "Connect to the primary server, or use a session that may write.",
                    null,
                    error);
        }
        if (SqlState.worthRetrying(error) && !SqlState.catalogConflict(error)) {
            List<String> blockers = run.watch().lastBlockers();
            return exception(
                    FailureCode.LOCK_TIMEOUT,
                    changes.isEmpty()
                            ? "Another session has locked the history table " + place + " or its log: " + message
                            : "The history table " + place
                                    + " is of an older release, and the lock to add what this one needs could not"
                                    + " be acquired: " + message,
                    "End the blocking sessions, or raise --lock-wait (fraiseql.migrate.lock-wait), and start again; "
                            + "no migration has been applied.",
                    blockers.isEmpty() ? null : "  blocked by " + String.join("\n  blocked by ", blockers),
                    error);
        }
        return exception(
                FailureCode.STATEMENT_FAILED,
                "The history table " + place + " cannot be " + (exists ? "upgraded" : "created") + ": " + message,
                "Fix what the message says and start again; no migration has been applied.",
                null,
                error);
    }

    private static MigrateException exception(
            FailureCode code, String what, String action, @Nullable String detail, SQLException error) {
        return MigrateException.builder(code, what, action)
                .detail(detail)
                .cause(error)
                .build();
    }

    private static void sleep(long millis) {
        if (!Pause.of(millis)) {
            throw new MigrateException(
                    FailureCode.CANCELLED,
                    "The run was interrupted while it waited for a lock on the history table.",
                    "No migration has been applied; start it again.");
        }
    }
}
