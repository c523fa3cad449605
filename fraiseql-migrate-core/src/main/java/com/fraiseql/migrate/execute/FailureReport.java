// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.Pipeline.Failure;
import com.fraiseql.migrate.execute.Pipeline.Purpose;
import com.fraiseql.migrate.execute.ScriptRunner.Interrupted;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.script.Excerpt;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementHints;
import com.fraiseql.migrate.script.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Says what went wrong in a migration, where, what is applied all the same, and what to do. */
final class FailureReport {

    private static final Pattern COPY_LINE = Pattern.compile("^COPY .*, line (\\d+)");

    private final RunContext run;
    private final List<AppliedMigration> done;
    private final boolean up;

    FailureReport(RunContext run, List<AppliedMigration> done, boolean up) {
        this.run = run;
        this.done = done;
        this.up = up;
    }

    StatementFailed of(Interrupted interrupted) {
        Failure failure = interrupted.failure();
        Origin origin = interrupted.work().origin();
        SQLException error = failure.error();
        String state = SqlState.of(error);
        Unit unit = unitOf(interrupted);
        SourceLocation location = location(failure, origin, unit);
        List<String> detail = new ArrayList<>();
        excerpt(origin, location).ifPresent(detail::add);
        server(error).ifPresent(message -> addServerFields(detail, message));
        Statement statement = failure.statement();
        if (statement != null) {
            StatementHints.of(statement, origin.text().name(), state, failure.position())
                    .ifPresent(hint -> detail.add("  " + hint));
        }
        FailureCode code = code(failure, state);
        if (code == FailureCode.LOCK_TIMEOUT) {
            run.watch().lastBlockers().forEach(blocker -> detail.add("  blocked by " + blocker));
        }
        if (code == FailureCode.UNKNOWN_OUTCOME) {
            detail.add(interrupted.advice().text());
        }
        detail.add(applied(interrupted, unit));
        return new StatementFailed(
                        code,
                        what(code, location, error, state),
                        action(code, interrupted, unit),
                        location,
                        String.join("\n", detail),
                        error,
                        origin.version(),
                        state)
                .after(done);
    }

    private static @Nullable Unit unitOf(Interrupted interrupted) {
        List<Unit> units = interrupted.work().script().units();
        return interrupted.unit() < units.size() ? units.get(interrupted.unit()) : null;
    }

    private FailureCode code(Failure failure, String state) {
        if (failure.partlyCommitted()) {
            return FailureCode.UNKNOWN_OUTCOME;
        }
        if (run.cancellation().requested()
                && (state.equals(SqlState.QUERY_CANCELED) || SqlState.worthRetrying(failure.error()))) {
            return FailureCode.CANCELLED;
        }
        if (run.session().lost() || SqlState.connectionLost(failure.error())) {
            return FailureCode.CONNECTION_LOST;
        }
        if (failure.purpose() == Purpose.PROOF
                || (failure.purpose() == Purpose.BOOKKEEPING && state.equals(SqlState.DIVISION_BY_ZERO))) {
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

    private static String what(FailureCode code, @Nullable SourceLocation location, SQLException error, String state) {
        String where = location == null ? "" : location + ": ";
        String message =
                server(error).map(ServerErrorMessage::getMessage).orElse(firstLine(String.valueOf(error.getMessage())));
        return switch (code) {
            case CANCELLED -> where + "the run was cancelled.";
            case CONNECTION_LOST -> where + "the connection was lost: " + message;
            case MUTEX_LOST -> where + "this session no longer owns the migration mutex, so the unit was undone.";
            case LOCK_TIMEOUT -> where + "a lock was not to be had: " + message + " (" + state + ")";
            case UNKNOWN_OUTCOME ->
                where + "ERROR " + state + ": " + message
                        + "; the statement may have committed some of its work before it failed.";
            default -> where + "ERROR " + state + ": " + message;
        };
    }

    private String action(FailureCode code, Interrupted interrupted, @Nullable Unit unit) {
        String again = up ? "run up again" : "run down again";
        return switch (code) {
            case CANCELLED, CONNECTION_LOST ->
                "Start it again: it goes on at " + place(interrupted, unit) + ", nothing is applied twice.";
            case UNKNOWN_OUTCOME -> "Look at what it has done, run the statement below that fits, and start again.";
            case MUTEX_LOST ->
                "Connect to PostgreSQL directly instead of through a transaction pooler, and see that no other migrator uses another history"
                        + " table; then " + again + ".";
            case LOCK_TIMEOUT -> "End the blocking sessions, or raise lock-timeout or lock-wait, and " + again + ".";
            case INSUFFICIENT_PRIVILEGE -> "Grant the privilege, or migrate as another user, and " + again + ".";
            default -> {
                String correct = stored(interrupted)
                        ? "Put a corrected rollback into the migration's file, where it is used instead of the stored one,"
                        : "Correct the file";
                if (interrupted.unit() > 0) {
                    yield correct + " from line " + (unit == null ? 1 : unit.line())
                            + " on (what is above has run and must stay as it is) and " + again
                            + ": it resumes at " + place(interrupted, unit)
                            + ". If what is above is wrong, correct it below (for"
                            + " instance CREATE OR REPLACE), or undo it by hand and unmark the migration.";
                }
                yield correct + " and " + again + ".";
            }
        };
    }

    private static boolean stored(Interrupted interrupted) {
        return interrupted.work().origin().text().name().startsWith(Rollbacks.STORED);
    }

    private static String place(Interrupted interrupted, @Nullable Unit unit) {
        String name = interrupted.work().origin().text().name();
        return unit == null || interrupted.work().script().units().size() == 1
                ? name
                : "unit " + (interrupted.unit() + 1) + " of "
                        + interrupted.work().script().units().size() + " of " + name + " (line " + unit.line() + ")";
    }

    private String applied(Interrupted interrupted, @Nullable Unit unit) {
        StringBuilder text =
                new StringBuilder("  ").append(up ? "Applied" : "Rolled back").append(" by this run: ");
        if (done.isEmpty()) {
            text.append("no migration");
        } else if (done.size() <= 3) {
            text.append(String.join(
                    ", ", done.stream().map(AppliedMigration::version).toList()));
        } else {
            text.append(done.size())
                    .append(" migrations, the last ")
                    .append(done.get(done.size() - 1).version());
        }
        if (interrupted.unit() > 0 && unit != null) {
            text.append("; of this one units 1 to ")
                    .append(interrupted.unit())
                    .append(" of ")
                    .append(interrupted.work().script().units().size())
                    .append(" (up to line ")
                    .append(interrupted
                            .work()
                            .script()
                            .units()
                            .get(interrupted.unit() - 1)
                            .lastLine())
                    .append(") are done");
        } else if (!interrupted.failure().partlyCommitted()) {
            text.append("; of this one nothing");
        }
        return text.append('.').toString();
    }

    private static @Nullable SourceLocation location(Failure failure, Origin origin, @Nullable Unit unit) {
        Statement statement = failure.statement();
        String name = origin.text().name();
        if (statement == null) {
            if (failure.purpose() == Purpose.COMMIT && unit != null) {
                // a deferred constraint: the whole unit is to blame, and its end is where it shows
                return new SourceLocation(name, unit.lastLine(), 0);
            }
            return SourceLocation.file(name);
        }
        if (statement.traits().copyFromStdin()) {
            Optional<Integer> row = server(failure.error())
                    .map(ServerErrorMessage::getWhere)
                    .map(COPY_LINE::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> Integer.valueOf(matcher.group(1)));
            if (row.isPresent()) {
                return new SourceLocation(name, statement.lastLine() + row.get(), 0);
            }
        }
        return statement.locate(name, Math.max(1, failure.position()));
    }

    private static Optional<String> excerpt(Origin origin, @Nullable SourceLocation location) {
        if (location == null || location.line() == 0) {
            return Optional.empty();
        }
        String excerpt = Excerpt.of(origin.text(), location);
        return excerpt.isEmpty() ? Optional.empty() : Optional.of(Secrets.mask(excerpt));
    }

    private static void addServerFields(List<String> detail, ServerErrorMessage message) {
        add(detail, "DETAIL", message.getDetail());
        add(detail, "HINT", message.getHint());
        add(detail, "QUERY", message.getInternalQuery());
        add(detail, "CONTEXT", message.getWhere());
    }

    private static void add(List<String> detail, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            String shortened = Secrets.mask(value.length() > 600 ? value.substring(0, 600) + " …" : value);
            detail.add("  " + name + ": " + shortened.strip().replace("\n", "\n    "));
        }
    }

    private static Optional<ServerErrorMessage> server(SQLException error) {
        return error instanceof PSQLException fromServer
                ? Optional.ofNullable(fromServer.getServerErrorMessage())
                : Optional.empty();
    }

    private static String firstLine(String text) {
        int end = text.indexOf('\n');
        return end < 0 ? text : text.substring(0, end);
    }
}
