// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.db.ClientCheck;
import java.time.Duration;

/**
 * The settings of a transaction that reads or writes read tables, as statements that end with a semicolon. None of them
 * outlives the transaction.
 *
 * @param lockTimeout how long it waits for a lock
 */
public record TransactionSettings(Duration lockTimeout) {

    public String text() {
        // to ask for other settings takes a snapshot
        return constants() + clientCheck(true)
                + " SELECT set_config('work_mem', '64MB', true) WHERE pg_size_bytes(current_setting('work_mem')) < "
                + "67108864;";
    }

    /** Those that take no snapshot. */
    public String constants() {
        // the driver keeps every notice of a statement, and a sync shows none: a trigger may raise one for each row
        return "SET LOCAL client_min_messages = error; SET LOCAL statement_timeout = 0; SET LOCAL "
                + "idle_in_transaction_session_timeout = 0; SET LOCAL jit = off;"
                + " SET LOCAL lock_timeout = '" + lockTimeout.toMillis() + "ms';";
    }

    /** Has the server give up soon after this client has gone, so that the next instance need not wait for it. */
    public static String clientCheck(boolean transactionOnly) {
        return ClientCheck.every(Duration.ofSeconds(1), transactionOnly) + ";";
    }
}
