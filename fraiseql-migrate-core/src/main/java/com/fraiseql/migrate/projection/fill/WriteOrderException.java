// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.db.PgError;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.table.Target;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A range could not be written although its rows may well be allowed: rows of another range, or of another table, stand
 * in their way until they are written too.
 */
final class WriteOrderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String FOREIGN_KEY = "23503";

    private final SQLException failure;
    private final boolean referredTo;

    private WriteOrderException(SQLException failure, boolean referredTo) {
        super(failure);
        this.failure = failure;
        this.referredTo = referredTo;
    }

    /** The failure as the server gave it. */
    SQLException failure() {
        return failure;
    }

    /**
     * Whether rows of another table refer to one that has vanished; otherwise the rows of this table conflict with each
     * other.
     */
    boolean isReferredTo() {
        return referredTo;
    }

    /** Nothing if the failure is of another kind. */
    static @Nullable WriteOrderException of(TransactionalSession link, Target target, SQLException e) {
        String state = SqlState.of(e);
        if (SqlState.worthRetrying(e)) {
            return null;
        }
        if (state.equals("23505") || state.equals("23P01")) {
            return new WriteOrderException(e, false);
        }
        PgError server = PgError.orNull(e);
        if (!state.equals(FOREIGN_KEY) || server == null) {
            return null;
        }
        boolean ours = target.projection().table().equals(server.table())
                && target.projection().schema().equals(server.schema());
        if (!ours) {
            return new WriteOrderException(e, true);
        }
        return refersToItself(link, target, server.constraint()) ? new WriteOrderException(e, false) : null;
    }

    private static boolean refersToItself(TransactionalSession link, Target target, @Nullable String constraint) {
        try {
            return !link.query("SELECT 1 FROM pg_constraint WHERE conrelid = "
                            + target.projection().oid() + " AND confrelid = conrelid AND conname = "
                            + Sql.literal(constraint))
                    .isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }
}
