// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.time.Duration;

/**
 * Has the server look, while a statement runs, whether its client is still there, and end the session if not: a process
 * that was killed must not go on as a ghost that holds locks (manual, 20.3.2,
 * {@code client_connection_check_interval}).
 *
 * <p>Platforms that cannot tell refuse the setting, so it is set only where it is known to be accepted: on Linux, and
 * from PostgreSQL 15 on under macOS and the BSDs. This is a plain SELECT, since a role may lack the USAGE of every
 * procedural language.
 */
public final class ClientCheck {

    private ClientCheck() {}

    /** The statement that sets it, for the transaction or for the session. */
    public static String every(Duration interval, boolean transactionOnly) {
        return "SELECT pg_catalog.set_config('client_connection_check_interval', '" + interval.toMillis() + "ms', "
                + transactionOnly + ") WHERE pg_catalog.version() ~ 'linux' OR pg_catalog.version() ~ 'darwin|bsd'"
                + " AND pg_catalog.current_setting('server_version_num')::pg_catalog.int4 >= 150000";
    }
}
