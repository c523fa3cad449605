// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.history.HistoryTable;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Command;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Advice for a statement that failed because the history lacks what the database has. */
final class HistoryHints {

    /** An object of that name exists already: a table, a schema, another object, a function. */
    private static final Set<String> DUPLICATE = Set.of("42P07", "42P06", "42710", "42723");

    private HistoryHints() {}

    /**
     * The action, where it is not to correct the file.
     *
     * @param statement the statement that failed
     */
    static Optional<String> action(History history, String state, @Nullable Statement statement, String again) {
        if (!DUPLICATE.contains(state)) {
            return Optional.empty();
        }
        if (statement != null && createsOurs(statement, history.table())) {
            HistoryTable table = history.table();
            return Optional.of(
                    "The file holds the history's own tables, as a dump of a migrated database does. Leave them "
                            + "out: pg_dump"
                            + " --exclude-table=" + table.display() + " --exclude-table=" + table.displayLog()
                            + " --exclude-table='*.fraiseql_sync*'; then " + again + ".");
        }
        if (history.rows().isEmpty()) {
            return Optional.of(
                    "The history is empty, and the database is not. If it has what the files create, mark that as "
                            + "applied with"
                            + " `fraiseql migrate baseline VERSION` (the last migration whose effects are there) and "
                            + again
                            + "; otherwise correct the file.");
        }
        return Optional.empty();
    }

    private static boolean createsOurs(Statement statement, HistoryTable table) {
        if (!(statement.command() instanceof Command.CreateTable create)) {
            return false;
        }
        String name = create.name().name();
        return name.equals(table.name()) || name.equals(table.logName());
    }
}
