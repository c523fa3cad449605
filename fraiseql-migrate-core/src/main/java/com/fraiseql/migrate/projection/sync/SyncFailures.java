// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.projection.Projection;
import com.fraiseql.migrate.projection.Projection.Column;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What can go wrong in a sync, each with its code and one sentence on what to do. */
final class SyncFailures {

    static final String RESUMES = "What was committed stays; the next sync goes on from there.";

    private SyncFailures() {}

    static MigrateException primaryKey(Projection projection, List<Column> source) {
        List<String> key = projection.primaryKey();
        String table = Sql.name(projection.schema(), projection.table());
        if (key.isEmpty()) {
            String column = Sql.name(firstColumn(projection, source));
            return new MigrateException(
                    FailureCode.SYNC_SHAPE,
                    projection.displayName() + " has no primary key, so its rows cannot be told apart.",
                    "Give it one in a migration, for instance: ALTER TABLE " + table + " ADD PRIMARY KEY (" + column
                            + ");");
        }
        String columns = key.stream().map(Sql::name).collect(Collectors.joining(", "));
        String added = projection.columns().stream().anyMatch(c -> c.name().equals("id")) ? "sync_key" : "id";
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                projection.displayName() + " has a primary key of " + key.size() + " columns (" + String.join(", ", key)
                        + "); a sync needs one of a single column.",
                "Fill it with an InitialSync bean, or leave it out (fraiseql.migrate.sync.exclude), or give it "
                        + "another key in a"
                        + " migration: TRUNCATE " + table + "; ALTER TABLE " + table + " DROP CONSTRAINT "
                        + Sql.name(String.valueOf(projection.primaryKeyName())) + ", ADD COLUMN " + added
                        + " text PRIMARY KEY, ADD UNIQUE (" + columns + "); and let its source give concat_ws(':', "
                        + columns
                        + ") AS " + added + " too.");
    }

    /** The column that is the key, in all likelihood. */
    private static String firstColumn(Projection projection, List<Column> source) {
        List<String> names = projection.columns().stream()
                .map(Column::name)
                .filter(name -> source.stream().anyMatch(c -> c.name().equals(name)))
                .toList();
        return names.contains("id") || names.isEmpty() ? "id" : names.get(0);
    }

    static MigrateException shape(Projection projection, String source, List<String> problems, List<String> ignored) {
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                projection.displayName() + " and " + source + " do not fit: " + String.join("; ", problems)
                        + (ignored.isEmpty()
                                ? "."
                                : "; these columns of the source are not in the table: " + String.join(", ", ignored)
                                        + "."),
                "Change the view or the table in a migration so that columns and types are the same.");
    }

    /**
     * All differences were written in one transaction, and still a row was refused: so the rows are not allowed
     * together.
     */
    static MigrateException together(Target target, SQLException e) {
        MigrateException failure = range(target, "among all its rows", e);
        if (!String.valueOf(e.getSQLState()).startsWith("23")) {
            return failure;
        }
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        "The rows of " + target.sourceName() + " cannot be in " + target.name() + " together: "
                                + message(e),
                        "Correct the data or the definition of " + target.sourceName()
                                + ", or the constraint, then sync again. " + RESUMES)
                .detail(failure.detail().orElse(null))
                .cause(e)
                .build();
    }

    /** Unique values go round in a circle where rows can only be changed one by one. */
    static MigrateException circle(Target target, String keys) {
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                target.name() + " could not be made equal to " + target.sourceName()
                        + " because of the order of writing: rows"
                        + " exchange values of a unique column, and a trigger or a foreign key (ON DELETE) of "
                        + "another table forbids to delete and insert them: "
                        + target.key().name() + " " + keys + ".",
                "Make the unique constraint deferrable in a migration (DEFERRABLE INITIALLY IMMEDIATE), then sync "
                        + "again. "
                        + RESUMES);
    }

    /**
     * Rows of other tables refer to rows that have vanished, although those tables have been filled, or are not filled
     * at all.
     */
    static MigrateException referredTo(Target target, SQLException e) {
        PgError server = PgError.orNull(e);
        String other =
                server == null || server.table() == null ? "another table" : server.schema() + "." + server.table();
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        "Rows of " + other + " refer to rows of " + target.name() + " that " + target.sourceName()
                                + " no longer has, so they cannot be deleted: " + message(e),
                        "Sync " + other + " too if it is a read table, or delete those rows of it, then sync again. "
                                + RESUMES)
                .detail(detail(server))
                .cause(e)
                .build();
    }

    /** The first failure of a run, with the others in its detail. */
    static MigrateException first(SyncResult result) {
        MigrateException first = result.failures().values().iterator().next();
        List<String> others = new ArrayList<>();
        result.failures().forEach((table, failure) -> {
            if (failure != first) {
                others.add(table + " could not be filled either: " + failure.what());
            }
        });
        result.skipped().forEach((table, reason) -> others.add(table + " was not filled: " + reason + "."));
        if (others.isEmpty()) {
            return first;
        }
        String detail = first.detail().map(text -> text + "\n").orElse("") + String.join("\n", others);
        return MigrateException.builder(first.code(), first.what(), first.action())
                .location(first.location().orElse(null))
                .detail(detail)
                .cause(first)
                .build();
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
        return MigrateException.builder(
                        FailureCode.SYNC_BAD_ID,
                        target.sourceName() + " gives rows whose "
                                + target.key().name() + " is NULL.",
                        "Correct " + target.sourceName() + " so that every row has its "
                                + target.key().name() + ".")
                .cause(cause)
                .build();
    }

    /** A statement of a range failed for good. */
    static MigrateException range(Target target, String where, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        PgError server = PgError.orNull(e);
        if (state.equals("23502") && server != null && target.key().name().equals(server.column())) {
            return nullId(target, e);
        }
        if (worthRetrying(e)) {
            return locked(target.name(), where, message(e), e);
        }
        if (notOfARow(e)) {
            return of(target.name(), e);
        }
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        target.name() + " could not be filled from " + target.sourceName() + " " + where + ": "
                                + message(e),
                        "Correct the data or the definition of " + target.sourceName() + ", then sync again. "
                                + RESUMES)
                .detail(detail(server))
                .cause(e)
                .build();
    }

    /** Anything else. */
    static MigrateException of(String table, SQLException e) {
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

    static MigrateException locked(String table, String where, String blockers, @Nullable SQLException cause) {
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

    static MigrateException hook(String table, String hook, Exception cause) {
        return MigrateException.builder(
                        FailureCode.SYNC_HOOK_FAILED,
                        "The hook " + hook + " that fills " + table + " failed: " + cause.getMessage(),
                        "Correct the hook, or the data that it met; its open transaction has been rolled back.")
                .cause(cause)
                .build();
    }

    static MigrateException cancelled(@Nullable Throwable cause) {
        return MigrateException.builder(FailureCode.CANCELLED, "The sync was cancelled.", "Sync again. " + RESUMES)
                .cause(cause)
                .build();
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
        PgError server = PgError.orNull(e);
        String message = server == null ? e.getMessage() : server.message();
        return String.valueOf(message).strip();
    }

    private static @Nullable String detail(@Nullable PgError server) {
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
