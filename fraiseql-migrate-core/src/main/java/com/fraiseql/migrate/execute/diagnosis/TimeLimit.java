// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Row;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.execute.run.RunContext;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.sql.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A time limit of the server that has ended a statement or the session: its value, where it is set, and how to lift it.
 *
 * <p>The limits are PostgreSQL's {@code statement_timeout} and its like (manual, 20.11). One may be set by the file
 * itself, by the connection, for a role, a database or a role in a database ({@code pg_db_role_setting}), or in the
 * server's configuration.
 *
 * @param what half a sentence that says what happened
 * @param origin a line for the details; empty if there is none
 * @param action what to do, without "and run up again"
 */
record TimeLimit(String what, String origin, String action) {

    private static final String QUESTION = """
            SELECT pg_catalog.current_setting(%1$s), s.source, session_user, pg_catalog.current_database(),
             (SELECT CASE WHEN r.setrole <> 0 AND r.setdatabase <> 0 THEN 'both' WHEN r.setrole <> 0 THEN 'role'
               WHEN r.setdatabase <> 0 THEN 'database' ELSE 'all' END
              FROM pg_catalog.pg_db_role_setting r
              WHERE r.setrole IN (0, (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = session_user))
               AND r.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database WHERE datname =
               pg_catalog.current_database()))
               AND EXISTS (SELECT FROM pg_catalog.unnest(r.setconfig) c WHERE pg_catalog.starts_with(c, %1$s || '='))
              ORDER BY r.setrole <> 0 DESC, r.setdatabase <> 0 DESC LIMIT 1)
             FROM pg_catalog.pg_settings s WHERE s.name = %1$s""";

    /** What has ended the statement or the session; {@code null} if it was not a time limit. */
    static @Nullable TimeLimit of(Failure failure, RunContext run, ScriptWork work) {
        String state = SqlState.of(failure.error());
        String message = String.valueOf(failure.error().getMessage());
        String setting = setting(state);
        if (setting == null) {
            return null;
        }
        Integer line = lineInFile(work, failure.statement(), setting);
        Found found = ask(run, setting);
        if (state.equals(SqlState.QUERY_CANCELED)) {
            boolean told = message.contains("statement timeout");
            boolean english = message.contains("canceling statement");
            boolean limited = line != null || (found != null && found.limits());
            if (!told && (english || !limited)) {
                return cancelled();
            }
        } else if (state.equals(SqlState.LOCK_NOT_AVAILABLE)) {
            // the limit that is set for a statement with a strong lock is the engine's own
            boolean own = line == null
                    && (failure.statement() == null
                            || failure.statement().traits().strongLock());
            if (own || message.contains("could not obtain") || (line == null && (found == null || !found.limits()))) {
                return null;
            }
        }
        return line == null
                ? elsewhere(setting, found)
                : inFile(setting, work.origin().text().name(), line);
    }

    private static @Nullable String setting(String state) {
        return switch (state) {
            case SqlState.QUERY_CANCELED -> "statement_timeout";
            case SqlState.LOCK_NOT_AVAILABLE -> "lock_timeout";
            case SqlState.TRANSACTION_TIMEOUT -> "transaction_timeout";
            case SqlState.IDLE_IN_TRANSACTION_TIMEOUT -> "idle_in_transaction_session_timeout";
            case SqlState.IDLE_SESSION_TIMEOUT -> "idle_session_timeout";
            default -> null;
        };
    }

    private static TimeLimit cancelled() {
        return new TimeLimit(
                "the statement was cancelled by another session",
                "",
                "Find out who calls pg_cancel_backend (an administrator, or a tool that ends long statements)");
    }

    private static TimeLimit inFile(String setting, String file, int line) {
        return new TimeLimit(
                setting + " has ended it",
                "  " + setting + " is set by the file itself, in line " + line,
                "Raise " + setting + " in line " + line + " of " + file + ", or set it to 0 for no limit");
    }

    private static TimeLimit elsewhere(String setting, @Nullable Found found) {
        String lift = "Set it to 0 for this file with a line SET " + setting + " = 0; above the statement";
        if (found == null) {
            return new TimeLimit(setting + " has ended it", "", lift);
        }
        String value = found.limits() ? setting + " = " + found.value() : setting;
        String role = Sql.name(found.role());
        String database = Sql.name(found.database());
        String where;
        String reset;
        if ("client".equals(found.source()) || "environment variable".equals(found.source())) {
            where = "the connection's options (the URL's options=, or PGOPTIONS)";
            reset = "take it out of the connection's options";
        } else if (found.of() != null) {
            String alter = switch (found.of()) {
                case "both" -> "ALTER ROLE " + role + " IN DATABASE " + database;
                case "role" -> "ALTER ROLE " + role;
                case "database" -> "ALTER DATABASE " + database;
                default -> "ALTER ROLE ALL";
            };
            where = switch (found.of()) {
                        case "both" -> "the role " + found.role() + " in the database " + found.database();
                        case "role" -> "the role " + found.role();
                        case "database" -> "the database " + found.database();
                        default -> "all roles";
                    }
                    + " (" + alter + " SET " + setting + ")";
            reset = "run " + alter + " RESET " + setting;
        } else if ("configuration file".equals(found.source()) || "command line".equals(found.source())) {
            where = "the server's configuration (postgresql.conf or ALTER SYSTEM)";
            reset = "change it there";
        } else {
            where = "the session, for instance by the connection pool";
            reset = "take it out there";
        }
        return new TimeLimit(setting + " has ended it", "  " + value + " is set by " + where, lift + ", or " + reset);
    }

    /** The line of the last statement of this file, not below the one that failed, that sets it. */
    private static @Nullable Integer lineInFile(ScriptWork work, @Nullable Statement failed, String setting) {
        Integer line = null;
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && (failed == null || statement.index() <= failed.index())) {
                if (Words.mention(statement.text(), setting) && sets(statement, setting)) {
                    line = statement.line();
                }
            }
        } catch (MigrateException e) {
            // the file has changed since; what it sets is not known any more
            return null;
        }
        return line;
    }

    private static boolean sets(Statement statement, String setting) {
        return statement.command().settings().stream()
                .anyMatch(one -> one.name().equals(setting));
    }

    /** @param of what pg_db_role_setting has it for; {@code null} if it has none */
    private record Found(
            String value,
            String source,
            String role,
            String database,
            @Nullable String of) {
        boolean limits() {
            return !value.equals("0");
        }
    }

    private static @Nullable Found ask(RunContext run, String setting) {
        String question = QUESTION.formatted(Sql.literal(setting));
        Reply reply;
        if (run.session().lost()) {
            try (Session another = run.watch().another()) {
                reply = another.query(question);
            } catch (MigrateException e) {
                return null;
            }
        } else {
            reply = run.session().query(question);
        }
        List<Row> rows = reply.error() == null ? reply.rows(0) : List.of();
        if (rows.isEmpty()) {
            return null;
        }
        Row row = rows.get(0);
        return new Found(row.text(0), row.text(1), row.text(2), row.text(3), row.textOrNull(4));
    }
}
