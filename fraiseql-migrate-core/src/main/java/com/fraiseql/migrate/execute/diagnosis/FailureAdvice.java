// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.execute.unit.UuidExtension;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Unit;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Advises the operator what to do about a migration that has failed. */
final class FailureAdvice {

    private final RunContext run;
    private final boolean up;
    private final LostCommit.Status lostCommit;

    FailureAdvice(RunContext run, boolean up, LostCommit.Status lostCommit) {
        this.run = run;
        this.up = up;
        this.lostCommit = lostCommit;
    }

    String again() {
        return up ? "run up again" : "run down again";
    }

    String of(FailureCode code, Interrupted interrupted, @Nullable Unit unit) {
        String again = again();
        return switch (code) {
            case CANCELLED, CONNECTION_LOST ->
                LostCommit.leavesOpen(interrupted, lostCommit)
                        ? "Start it again: it first asks the catalog what became of " + place(interrupted, unit)
                                + ", and goes on from there."
                        : lostCommit == LostCommit.Status.NOT_COMMITTED
                                ? "Start it again: it goes on at " + place(interrupted, unit)
                                        + ", nothing is applied twice."
                                : "Start it again: it goes on where the history says, nothing is applied twice.";
            case UNKNOWN_OUTCOME -> "Look at what it has done, run the statement below that fits, and start again.";
            case MUTEX_LOST ->
                "Connect to PostgreSQL directly instead of through a transaction pooler, and see that no other "
                        + "migrator uses another history table; then " + again + ".";
            case LOCK_TIMEOUT ->
                "End the blocking sessions, or raise --lock-timeout (fraiseql.migrate.lock-timeout) or --lock-wait"
                        + " (fraiseql.migrate.lock-wait), and " + again + ".";
            case INSUFFICIENT_PRIVILEGE -> "Grant the privilege, or migrate as another user, and " + again + ".";
            default -> {
                if (FailurePlace.isEncodingError(interrupted.failure())) {
                    yield "Replace the character, or migrate a database whose encoding is UTF8, and " + again + ".";
                }
                if (SqlState.of(interrupted.failure().error()).equals(SqlState.UNSAFE_NEW_ENUM_VALUE)
                        && unit != null
                        && unit.kind() == Unit.Kind.EXPLICIT) {
                    yield "PostgreSQL must commit a new enum value before it is used: remove BEGIN and COMMIT, and "
                            + "the file is"
                            + " committed in between by itself, or end the block above this statement; then " + again
                            + ".";
                }
                if (noSchemaToCreateIn(interrupted.failure().error())) {
                    // the file may be correct while the session is not
                    yield "No schema of the search_path exists that the user may use; the run began with the "
                            + "search_path "
                            + run.history().searchPath()
                            + ". Create the schema, or correct the search_path (currentSchema in a JDBC URL, or the "
                            + "pool's schema), and "
                            + again + ".";
                }
                Optional<String> hint = HistoryHints.action(
                        run.history(),
                        SqlState.of(interrupted.failure().error()),
                        interrupted.failure().statement(),
                        again);
                if (hint.isEmpty()) {
                    hint = UuidExtension.action(run.session(), interrupted.failure(), again);
                }
                if (up && hint.isPresent()) {
                    yield hint.get();
                }
                String correct = stored(interrupted)
                        ? "Put a corrected rollback into the migration's file, where it is used instead of the "
                                + "stored one,"
                        : section(interrupted)
                                ? "Correct the rollback section"
                                : UnreplacedPlaceholder.of(
                                                interrupted,
                                                SqlState.of(
                                                        interrupted.failure().error()))
                                        .map(UnreplacedPlaceholder::action)
                                        .orElse("Correct the file");
                if (interrupted.unit() > 0) {
                    yield correct + " from line " + (unit == null ? 1 : unit.line())
                            + " on (what is above has run and must stay as it is) and " + again
                            + ": it resumes at " + place(interrupted, unit)
                            + ". If what is above is wrong, correct it below (for"
                            + " instance CREATE OR REPLACE), or undo it by hand and run `fraiseql migrate"
                            + " unmark` with the migration.";
                }
                yield correct + " and " + again + ".";
            }
        };
    }

    /**
     * "no schema has been selected to create in", in whatever language: a schema that is named and missing has the same
     * SQLSTATE.
     */
    private static boolean noSchemaToCreateIn(SQLException error) {
        PgError server = PgError.orNull(error);
        return server != null
                && SqlState.of(error).equals(SqlState.INVALID_SCHEMA)
                && String.valueOf(server.routine()).endsWith("CreationNamespace");
    }

    private static boolean section(Interrupted interrupted) {
        ScriptText text = interrupted.work().origin().text();
        return text.file() != text;
    }

    private static boolean stored(Interrupted interrupted) {
        return interrupted.work().origin().isStored();
    }

    private static String place(Interrupted interrupted, @Nullable Unit unit) {
        String name = (section(interrupted) ? "the rollback of " : "")
                + interrupted.work().origin().text().name();
        return unit == null || interrupted.work().script().units().size() == 1
                ? name
                : "unit " + (interrupted.unit() + 1) + " of "
                        + interrupted.work().script().units().size() + " of " + name + " (line " + unit.line() + ")";
    }
}
