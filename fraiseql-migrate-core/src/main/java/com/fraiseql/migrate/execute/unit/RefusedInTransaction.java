// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.sql.Command;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether a statement that was refused in a transaction can succeed on its own. One that fails there too must not end
 * the transaction of what stands above it. The message's language does not matter: the error's source routine and its
 * context tell.
 *
 * <ol>
 *   <li>25001 without a context is PostgreSQL's answer to the statement itself. With one it comes from within a
 *       function, as {@code VACUUM} in {@code EXECUTE} or a {@code RAISE} does, and functions are refused it
 *       everywhere. Only REINDEX of a partitioned table has a context of its own. A check of SET TRANSACTION's is none
 *       of these.
 *   <li>2D000 of a COMMIT or ROLLBACK in a procedure: every call on the way to it is a CALL or DO (PostgreSQL manual,
 *       41.8 "Transaction Management").
 * </ol>
 */
final class RefusedInTransaction {

    private static final Pattern ENDS = Pattern.compile("\\d\\D*\\b(COMMIT|ROLLBACK)\\b\\D*$");
    private static final Pattern CALLED = Pattern.compile("\\d\\D*\\b(CALL|DO)\\b\\D*$");

    private RefusedInTransaction() {}

    /** Whether it may succeed on its own. */
    static boolean succeedsAlone(SQLException error, Statement statement) {
        PgError server = PgError.orNull(error);
        if (server == null) {
            return false;
        }
        String routine = String.valueOf(server.routine());
        String context = server.context();
        if (SqlState.of(error).equals(SqlState.ACTIVE_TRANSACTION)) {
            return !routine.startsWith("check_")
                    && (context == null || context.isBlank() || statement.command() instanceof Command.Reindex);
        }
        return routine.contains("SPI_") && isCall(statement.command()) && calledOnly(context);
    }

    private static boolean isCall(Command command) {
        return command instanceof Command.Call || command instanceof Command.Do;
    }

    private static boolean calledOnly(@Nullable String context) {
        List<String> frames = context == null
                ? List.of()
                : context.lines().filter(line -> line.startsWith("PL/pgSQL")).toList();
        for (int i = 0; i < frames.size(); i++) {
            if (!(i == 0 ? ENDS : CALLED).matcher(frames.get(i)).find()) {
                return false;
            }
        }
        return true;
    }
}
