// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.diagnosis;

import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.execute.run.Failure;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.StatementReader;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.sql.Token;
import com.fraiseql.migrate.sql.TokenCursor;
import com.fraiseql.migrate.sql.Tokens;
import com.fraiseql.migrate.sql.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A migration that ends its own session: {@code pg_terminate_backend(pid)} for every session of the database. If it is
 * started again it ends in the same way, unlike after an administrator has ended the session.
 */
final class OwnSession {

    static final String ACTION =
            "The statement ends the migration's own session too: add AND pid <> pg_backend_pid() to its condition, "
                    + "and ";

    private OwnSession() {}

    /** Whether the session was ended by a statement that the unit had reached. */
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

    /** Whether a statement ends its own session, or every session that fits without sparing its own. */
    static boolean endsItself(String text) {
        boolean ends = false;
        boolean itself = false;
        boolean spared = false;
        if (Words.mention(text, "pg_terminate_backend")) {
            for (List<Token> tokens : Tokens.everywhere(text)) {
                TokenCursor words = new TokenCursor(tokens);
                while (!words.done()) {
                    if (call(words, "pg_terminate_backend")) {
                        ends = true;
                        words.accept("pg_catalog", ".");
                        itself |= call(words, "pg_backend_pid");
                    } else {
                        spared |= call(words, "pg_backend_pid");
                        words.take();
                    }
                }
            }
        }
        return ends && (itself || !spared);
    }

    private static boolean call(TokenCursor words, String function) {
        if (!words.peek().isName()
                || !words.peek().name().equals(function)
                || !words.peek(1).is("(")) {
            return false;
        }
        words.take();
        words.take();
        return true;
    }
}
