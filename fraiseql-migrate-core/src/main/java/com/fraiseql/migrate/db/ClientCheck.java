// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.time.Duration;

/**
 * Has the server look, while a statement runs, whether its client is still there, and end the session if not: a process that was killed
 * must not go on as a ghost that holds locks (manual, 20.3.2, {@code client_connection_check_interval}). Platforms that cannot tell refuse
 * the setting, and are left as they are.
 */
public final class ClientCheck {

    private ClientCheck() {}

    /** The statement that sets it, for the transaction or for the session. */
    public static String every(Duration interval, boolean transactionOnly) {
        return "DO $do$ BEGIN PERFORM pg_catalog.set_config('client_connection_check_interval', '" + interval.toMillis()
                + "ms', " + transactionOnly + "); EXCEPTION WHEN OTHERS THEN NULL; END $do$";
    }
}
