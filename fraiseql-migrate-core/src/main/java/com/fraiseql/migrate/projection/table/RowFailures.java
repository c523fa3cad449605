// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What rows can do to a sync, each with its code and one sentence on what to do. */
public final class RowFailures {

    private RowFailures() {}

    /**
     * All differences were written in one transaction, and still a row was refused: so the rows are not allowed
     * together.
     */
    public static MigrateException together(Target target, SQLException e) {
        MigrateException failure = range(target, "among all its rows", e);
        if (!String.valueOf(e.getSQLState()).startsWith("23")) {
            return failure;
        }
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        "The rows of " + target.sourceName() + " cannot be in " + target.name() + " together: "
                                + SyncFailures.message(e),
                        "Correct the data or the definition of " + target.sourceName()
                                + ", or the constraint, then sync again. " + SyncFailures.RESUMES)
                .detail(failure.detail().orElse(null))
                .cause(e)
                .build();
    }

    /** Unique values go round in a circle where rows can only be changed one by one. */
    public static MigrateException circle(Target target, String keys) {
        return new MigrateException(
                FailureCode.SYNC_FAILED,
                target.name() + " could not be made equal to " + target.sourceName()
                        + " because of the order of writing: rows"
                        + " exchange values of a unique column, and a trigger or a foreign key (ON DELETE) of "
                        + "another table forbids to delete and insert them: "
                        + target.key().name() + " " + keys + ".",
                "Make the unique constraint deferrable in a migration (DEFERRABLE INITIALLY IMMEDIATE), then sync "
                        + "again. "
                        + SyncFailures.RESUMES);
    }

    /**
     * Rows of other tables refer to rows that have vanished, although those tables have been filled, or are not filled
     * at all.
     */
    public static MigrateException referredTo(Target target, SQLException e) {
        PgError server = PgError.orNull(e);
        String other =
                server == null || server.table() == null ? "another table" : server.schema() + "." + server.table();
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        "Rows of " + other + " refer to rows of " + target.name() + " that " + target.sourceName()
                                + " no longer has, so they cannot be deleted: " + SyncFailures.message(e),
                        "Sync " + other + " too if it is a read table, or delete those rows of it, then sync again. "
                                + SyncFailures.RESUMES)
                .detail(SyncFailures.detail(server))
                .cause(e)
                .build();
    }

    public static MigrateException duplicates(Target target, String where, List<String> ids) {
        return new MigrateException(
                FailureCode.SYNC_BAD_ID,
                target.sourceName() + " gives the same " + target.key().name() + " more than once " + where
                        + ", for instance " + String.join(", ", ids) + ".",
                "Correct " + target.sourceName() + " so that it gives one row for each "
                        + target.key().name() + " (a join that multiplies rows is the usual cause).");
    }

    public static MigrateException nullId(Target target, @Nullable Throwable cause) {
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
    public static MigrateException range(Target target, String where, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        PgError server = PgError.orNull(e);
        if (state.equals("23502") && server != null && target.key().name().equals(server.column())) {
            return nullId(target, e);
        }
        if (SyncFailures.worthRetrying(e)) {
            return SyncFailures.locked(target.name(), where, SyncFailures.message(e), e);
        }
        if (SyncFailures.notOfARow(e)) {
            return SyncFailures.of(target.name(), e);
        }
        return MigrateException.builder(
                        FailureCode.SYNC_FAILED,
                        target.name() + " could not be filled from " + target.sourceName() + " " + where + ": "
                                + SyncFailures.message(e),
                        "Correct the data or the definition of " + target.sourceName() + ", then sync again. "
                                + SyncFailures.RESUMES)
                .detail(SyncFailures.detail(server))
                .cause(e)
                .build();
    }
}
