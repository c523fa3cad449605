// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a statement that failed had ended a transaction before, as a procedure does with {@code COMMIT}.
 *
 * <p>A session counts its transactions: the second half of its virtual transaction ID (PostgreSQL manual, 74.1
 * "Transactions and Identifiers"), which {@code pg_locks} shows. Between two questions that are transactions of their
 * own there is one transaction for a statement, and more only if the statement ended some itself. Whether these were
 * commits or rollbacks the count does not tell.
 */
final class InnerTransactions {

    private static final String QUESTION =
            "SELECT pg_catalog.split_part(l.virtualtransaction, '/', 2) FROM pg_catalog.pg_locks l"
                    + " WHERE l.pid = pg_catalog.pg_backend_pid() AND l.locktype = 'virtualxid'";

    private final @Nullable Long before;

    private InnerTransactions(@Nullable Long before) {
        this.before = before;
    }

    /** To be asked directly before the statement. */
    static InnerTransactions before(Session session) {
        return new InnerTransactions(count(session));
    }

    /** To be asked directly after the statement has failed; true also where the server does not answer. */
    boolean mayHaveCommitted(Session session) {
        Long after = count(session);
        if (after == null) {
            // a cancel request that came too late for the statement may have hit the question, which then counts as a
            // transaction
            after = count(session);
            return before == null || after == null || after != before + 3;
        }
        return before == null || after != before + 2;
    }

    private static @Nullable Long count(Session session) {
        Reply reply = session.query(QUESTION);
        if (reply.error() != null || reply.rows(0).isEmpty()) {
            return null;
        }
        String count = reply.rows(0).get(0).textOrNull(0);
        return count == null ? null : Long.valueOf(count);
    }
}
