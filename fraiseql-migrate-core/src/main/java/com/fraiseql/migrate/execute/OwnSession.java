// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A migration that ends its own session: {@code pg_terminate_backend(pid)} for every session of the database. Started
 * again it would end in the same way, which is not so where an administrator has ended the session.
 */
final class OwnSession {

    static final String ACTION =
            "The statement ends the migration's own session too: add AND pid <> pg_backend_pid() to its condition, "
                    + "and ";

    private static final Pattern ENDS = Pattern.compile("(?i)\\bpg_terminate_backend\\s*\\(");
    private static final Pattern ITSELF =
            Pattern.compile("(?i)\\bpg_terminate_backend\\s*\\(\\s*(pg_catalog\\.)?pg_backend_pid\\s*\\(");
    private static final Pattern SPARED = Pattern.compile("(?i)\\bpg_backend_pid\\s*\\(");

    private OwnSession() {}

    /** Whether the server was told to end the session by a statement that the unit has got to. */
    static boolean ended(Failure failure, ScriptWork work, @Nullable Unit unit) {
        if (unit == null || !SqlState.of(failure.error()).equals(SqlState.ADMIN_SHUTDOWN)) {
            return false;
        }
        // the signal may arrive a statement later
        int last = failure.statement() == null
                ? unit.firstStatement() + unit.statementCount() - 1
                : failure.statement().index();
        try (StatementReader reader = StatementReader.open(work.origin().text(), work.placeholders())) {
            Statement statement;
            while ((statement = reader.next()) != null && statement.index() <= last) {
                if (statement.index() >= unit.firstStatement() && endsItself(statement.text())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean endsItself(String text) {
        return ENDS.matcher(text).find()
                && (ITSELF.matcher(text).find() || !SPARED.matcher(text).find());
    }
}
