// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user has to be allowed on the tables of the history, and what to execute where it is not.
 *
 * @param user who needs it
 */
public record HistoryRights(HistoryTable table, String user) {

    /** What a command that changes the history does with the history table. */
    static final List<String> ON_HISTORY = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    /** And with its log; {@code down} reads it, too. */
    static final List<String> ON_LOG = List.of("SELECT", "INSERT");

    /** The user may not read the history. */
    MigrateException mayNotRead(boolean writes, @Nullable SQLException cause) {
        List<String> grants = new ArrayList<>();
        grants.add("GRANT USAGE ON SCHEMA " + Sql.name(table.schema()) + to());
        if (writes) {
            grants.add(onHistory(ON_HISTORY));
            grants.add(onLog(ON_LOG));
        } else {
            grants.add(onHistory(List.of("SELECT")));
        }
        return refused(
                "User " + user + " may not read the history table " + table.display()
                        + ", so what has been applied cannot be told.",
                grants,
                cause);
    }

    /** The user may read the log neither. */
    MigrateException mayNotReadLog(SQLException cause) {
        return refused(
                "User " + user + " may not read the log table " + table.displayLog() + ".",
                List.of("GRANT USAGE ON SCHEMA " + Sql.name(table.schema()) + to(), onLog(List.of("SELECT"))),
                cause);
    }

    /** The user lacks these rights on the two tables; each list may be empty, but not both. */
    MigrateException lacks(List<String> history, List<String> log) {
        List<String> what = new ArrayList<>();
        List<String> grants = new ArrayList<>();
        if (!history.isEmpty()) {
            what.add(String.join(", ", history) + " on the history table " + table.display());
            grants.add(onHistory(history));
        }
        if (!log.isEmpty()) {
            what.add(String.join(", ", log) + " on the log table " + table.displayLog());
            grants.add(onLog(log));
        }
        return refused(
                "User " + user + " has no right to " + String.join(" and to ", what) + ", so nothing was run.",
                grants,
                null);
    }

    /** Row-level security keeps rows from the user. */
    public MigrateException hidden(@Nullable SQLException cause) {
        return MigrateException.builder(
                        FailureCode.INSUFFICIENT_PRIVILEGE,
                        "Row-level security keeps rows of the history from user " + user
                                + ", so what has been applied cannot be told: " + table.display() + ".",
                        forRowSecurity())
                .cause(cause)
                .build();
    }

    /** What to do about row-level security. */
    public String forRowSecurity() {
        return "Migrate as the owner of the history's tables, whom no policy concerns unless it is forced on the "
                + "owner (ALTER TABLE "
                + table.qualified() + " NO FORCE ROW LEVEL SECURITY; ALTER TABLE " + table.qualifiedLog()
                + " NO FORCE ROW LEVEL SECURITY), or as a role with BYPASSRLS.";
    }

    /** Everything that a command needs that changes the history. */
    public String all() {
        return "GRANT USAGE ON SCHEMA " + Sql.name(table.schema()) + to() + "; " + onHistory(ON_HISTORY) + "; "
                + onLog(ON_LOG) + ";";
    }

    /**
     * Whether the server refused because row_security is off and a policy would have hidden rows; in whatever language
     * it says so.
     */
    public static boolean isRowSecurity(SQLException error) {
        PgError message = PgError.orNull(error);
        return message != null && "check_enable_rls".equals(message.routine());
    }

    private static MigrateException refused(String what, List<String> grants, @Nullable SQLException cause) {
        return MigrateException.builder(
                        FailureCode.INSUFFICIENT_PRIVILEGE,
                        what,
                        "Execute as the owner: " + String.join("; ", grants) + "; or connect as another user.")
                .cause(cause)
                .build();
    }

    private String onHistory(List<String> rights) {
        return "GRANT " + String.join(", ", rights) + " ON " + table.qualified() + to();
    }

    private String onLog(List<String> rights) {
        return "GRANT " + String.join(", ", rights) + " ON " + table.qualifiedLog() + to();
    }

    private String to() {
        return " TO " + Sql.name(user);
    }
}
