// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.ScriptOrigin;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.Purpose;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.execute.session.LostWithSession.Thing;
import com.fraiseql.migrate.execute.unit.Interrupted;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.Shortened;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.script.Excerpt;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementHints;
import com.fraiseql.migrate.script.Traits;
import com.fraiseql.migrate.script.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reports what went wrong in a migration, where, what has been applied nevertheless, and what to do. */
public final class FailureReport {

    /** The token that PostgreSQL quotes, in whatever quotes the language of its messages has. */
    private static final Pattern NEAR = Pattern.compile("[\"»«„](.*)[\"«»“]", Pattern.DOTALL);

    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_CAUSE = 8_000;

    private final RunContext run;
    private final List<AppliedMigration> done;
    private final boolean up;
    private final FailureAdvice advice;
    private final LostCommit.Status lostCommit;
    private final ProgressText progress;

    /** Of one run; {@code lostCommit} is what became of a COMMIT that was on its way when the connection was lost. */
    public FailureReport(RunContext run, List<AppliedMigration> done, boolean up, LostCommit.Status lostCommit) {
        this.run = run;
        this.done = done;
        this.up = up;
        this.lostCommit = lostCommit;
        this.advice = new FailureAdvice(run, up, lostCommit);
        this.progress = new ProgressText(done, up, lostCommit);
    }

    public StatementFailed of(Interrupted interrupted) {
        Unit unit = unitOf(interrupted);
        Failure failure = interrupted.failure();
        boolean atCommit = failure.statement() == null && failure.purpose() == Purpose.COMMIT && unit != null;
        return of(interrupted, unit, atCommit && unit != null ? "at the commit of " + FailurePlace.lines(unit) : null);
    }

    /** The commit of several files failed, and no single one of them is to blame. */
    public StatementFailed ofAll(Interrupted interrupted, List<String> files) {
        return of(interrupted, null, "at the commit of " + FailurePlace.files(files));
    }

    /** @param commit what the error belongs to, where it belongs to a whole transaction: a deferred constraint */
    private StatementFailed of(Interrupted interrupted, @Nullable Unit unit, @Nullable String commit) {
        Failure failure = interrupted.failure();
        if (failure.purpose() == Purpose.BOOKKEEPING && isOfTheHistory(failure)) {
            return ofTheHistory(interrupted);
        }
        ScriptOrigin origin = interrupted.work().origin();
        SQLException error = failure.error();
        String state = SqlState.of(error);
        @Nullable PgError server = PgError.of(error).orElse(null);
        SourceLocation location = null;
        if (commit == null) {
            location = new FailurePlace(interrupted.work(), run.session().serverEncoding()).of(failure, unit, server);
        } else if (unit != null) {
            location = SourceLocation.file(origin.text().name());
        }
        FailureCode code = unknown(interrupted) ? FailureCode.UNKNOWN_OUTCOME : code(failure, state);
        boolean itself = code == FailureCode.CONNECTION_LOST && OwnSession.ended(failure, interrupted.work(), unit);
        TimeLimit limit = code == FailureCode.CANCELLED ? null : TimeLimit.of(failure, run, interrupted.work());
        List<String> detail = new ArrayList<>();
        Statement statement = failure.statement();
        RowSecrets row = RowSecrets.of(run, interrupted.work(), statement, server);
        if (row.column() != null && statement != null && location != null && location.line() > statement.lastLine()) {
            detail.add(row.instead());
        } else {
            excerpt(origin, location).ifPresent(detail::add);
        }
        if (server != null) {
            addServerFields(detail, server, row);
        }
        if (statement != null) {
            StatementHints.of(statement, origin.text(), state, failure.position())
                    .ifPresent(hint -> detail.add("  " + hint));
        }
        UnreplacedPlaceholder.of(interrupted, state).ifPresent(placeholder -> detail.add("  " + placeholder.hint()));
        interrupted.keptWhole().ifPresent(reason -> detail.add("  " + reason.hint()));
        if (code == FailureCode.LOCK_TIMEOUT) {
            run.watch().lastBlockers().forEach(blocker -> detail.add("  blocked by " + blocker));
        }
        if (code == FailureCode.UNKNOWN_OUTCOME) {
            detail.add(interrupted.advice().text());
        }
        if (limit != null && !limit.origin().isEmpty()) {
            detail.add(limit.origin());
        }
        interrupted.lost().missedBy(error).ifPresent(thing -> detail.add("  " + lost(thing, interrupted)));
        detail.add(progress.text(interrupted, unit));
        List<String> secrets = secrets(interrupted, server, row);
        String what = failure.endNotSeen() && code == FailureCode.UNKNOWN_OUTCOME
                ? where(location, commit) + "the connection was lost: " + message(error, server)
                        + "; how much of the statement took effect is unknown."
                : what(code, where(location, commit), message(error, server), state);
        return new StatementFailed(
                        MigrateException.builder(
                                        code,
                                        Secrets.hide(what, secrets),
                                        itself
                                                ? OwnSession.ACTION + advice.again() + "."
                                                : limit == null || code == FailureCode.UNKNOWN_OUTCOME
                                                        ? advice.of(code, interrupted, unit)
                                                        : limit.action() + ", and " + advice.again() + ".")
                                .location(location)
                                .detail(Secrets.hide(String.join("\n", detail), secrets))
                                .cause(cause(error, row.hidden(secrets, server))),
                        origin.version(),
                        state)
                .after(done);
    }

    /**
     * What is never shown: values of placeholders that are named like a secret, and a quoted token that is a secret in
     * the statement.
     */
    private static List<String> secrets(Interrupted interrupted, @Nullable PgError server, RowSecrets row) {
        List<String> secrets = new ArrayList<>(Secrets.values(interrupted.work().placeholders()));
        secrets.addAll(row.values());
        Statement statement = interrupted.failure().statement();
        String message = server == null ? null : server.message();
        if (statement != null && message != null && message.length() < LONGEST_MESSAGE) {
            Matcher near = NEAR.matcher(message);
            if (near.find()
                    && statement.text().contains(near.group(1))
                    && !Secrets.mask(statement.text()).contains(near.group(1))) {
                secrets.add(near.group(1));
            }
        }
        return secrets;
    }

    /** The cause, for a stack trace. */
    private static SQLException cause(SQLException error, List<String> secrets) {
        String message = String.valueOf(error.getMessage());
        String shown = Secrets.hide(Secrets.mask(Shortened.to(LONGEST_CAUSE, message)), secrets);
        if (shown.equals(message)) {
            return error;
        }
        SQLException masked = new SQLException(shown, error.getSQLState(), error.getErrorCode());
        masked.setStackTrace(error.getStackTrace());
        return masked;
    }

    private static String where(@Nullable SourceLocation location, @Nullable String commit) {
        return (location == null ? "" : location + ": ") + (commit == null ? "" : commit + ": ");
    }

    private static String message(SQLException error, @Nullable PgError server) {
        String message = server == null ? null : server.message();
        return Shortened.to(LONGEST_MESSAGE, message == null ? Shortened.toFirstLine(error.getMessage()) : message);
    }

    private boolean isOfTheHistory(Failure failure) {
        String state = SqlState.of(failure.error());
        return switch (code(failure, state)) {
            case STATEMENT_FAILED -> !state.equals(SqlState.QUERY_CANCELED);
            case INSUFFICIENT_PRIVILEGE, READ_ONLY -> true;
            default -> false;
        };
    }

    /**
     * The record could not be written: the history is to be examined, not the last statement.
     */
    private StatementFailed ofTheHistory(Interrupted interrupted) {
        SQLException error = interrupted.failure().error();
        ScriptOrigin origin = interrupted.work().origin();
        Unit unit = unitOf(interrupted);
        HistoryFailure history = HistoryFailure.of(error, run);
        boolean standalone = unit != null && unit.kind() == Unit.Kind.STANDALONE;
        SourceLocation file = SourceLocation.file(origin.text().name());
        List<String> detail = new ArrayList<>();
        PgError.of(error).ifPresent(message -> addServerFields(detail, message, new RowSecrets(List.of(), null)));
        detail.add(progress.text(interrupted, unit));
        return new StatementFailed(
                        MigrateException.builder(
                                        history.code(),
                                        file + ": " + (up ? "the migration" : "the rollback") + " could not be recorded"
                                                + (standalone ? "" : " and was undone") + ": "
                                                + Secrets.mask(history.why()) + ".",
                                        history.action() + " Then " + advice.again() + ".")
                                .location(file)
                                .detail(String.join("\n", detail))
                                .cause(cause(error, List.of())),
                        origin.version(),
                        SqlState.of(error))
                .after(done);
    }

    private static String lost(Thing thing, Interrupted interrupted) {
        int finished = interrupted.work().firstUnit();
        return thing.display() + " was of the session in which units 1 to " + finished
                + " ran, and ended with it: create it again in the part that is still to run.";
    }

    private static @Nullable Unit unitOf(Interrupted interrupted) {
        List<Unit> units = interrupted.work().script().units();
        return interrupted.unit() < units.size() ? units.get(interrupted.unit()) : null;
    }

    /** Whether the next run cannot find out what the statement did either. */
    private boolean unknown(Interrupted interrupted) {
        Failure failure = interrupted.failure();
        Statement statement = failure.statement();
        return failure.partlyCommitted()
                || (LostCommit.leavesOpen(interrupted, lostCommit)
                        && statement != null
                        && statement.traits().kind() == Traits.Kind.OTHER);
    }

    private FailureCode code(Failure failure, String state) {
        if (run.cancellation().requested()
                && (state.equals(SqlState.QUERY_CANCELED) || SqlState.worthRetrying(failure.error()))) {
            return FailureCode.CANCELLED;
        }
        if (run.session().lost() || SqlState.connectionLost(failure.error())) {
            return FailureCode.CONNECTION_LOST;
        }
        if (failure.purpose() == Purpose.PROOF) {
            return FailureCode.MUTEX_LOST;
        }
        if (SqlState.worthRetrying(failure.error()) && !SqlState.catalogConflict(failure.error())) {
            return FailureCode.LOCK_TIMEOUT;
        }
        if (state.equals(SqlState.INSUFFICIENT_PRIVILEGE)) {
            return FailureCode.INSUFFICIENT_PRIVILEGE;
        }
        if (state.equals(SqlState.READ_ONLY_TRANSACTION)) {
            return FailureCode.READ_ONLY;
        }
        return FailureCode.STATEMENT_FAILED;
    }

    private static String what(FailureCode code, String where, String message, String state) {
        return switch (code) {
            case CANCELLED -> where + "the run was cancelled.";
            case CONNECTION_LOST -> where + "the connection was lost: " + message;
            case MUTEX_LOST -> where + "this session no longer owns the migration mutex, so the unit was undone.";
            case LOCK_TIMEOUT -> where + "a lock could not be acquired: " + message + " (" + state + ")";
            case UNKNOWN_OUTCOME ->
                where + "ERROR " + state + ": " + message
                        + "; the statement may have committed some of its work before it failed.";
            default -> where + "ERROR " + state + ": " + message;
        };
    }

    private static Optional<String> excerpt(ScriptOrigin origin, @Nullable SourceLocation location) {
        if (location == null || location.line() == 0) {
            return Optional.empty();
        }
        String excerpt = Excerpt.of(origin.text().file(), location);
        return excerpt.isEmpty() ? Optional.empty() : Optional.of(excerpt);
    }

    private static void addServerFields(List<String> detail, PgError message, RowSecrets row) {
        boolean failingRow = String.valueOf(message.state()).startsWith("23");
        add(detail, "DETAIL", row.shown(message.detail(), failingRow));
        add(detail, "HINT", message.hint());
        add(detail, "QUERY", message.internalQuery());
        add(detail, "CONTEXT", row.shown(message.context(), false));
    }

    private static void add(List<String> detail, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            String shortened = Secrets.mask(Shortened.to(600, value));
            detail.add("  " + name + ": " + shortened.strip().replace("\n", "\n    "));
        }
    }
}
