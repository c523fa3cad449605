// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.session;

/**
 * Keeps, lifts and restores the session's timeouts around a standalone statement, one SQL statement each.
 * {@code transaction_timeout} is there since PostgreSQL 17.
 */
public final class SessionTimeouts {

    /** A condition on {@code pg_settings s}. */
    static final String NAMES = "s.name IN ('lock_timeout', 'statement_timeout', 'transaction_timeout')";

    /** Keeps them in settings of the engine's own. */
    public static final String KEEP =
            "SELECT pg_catalog.set_config('fraiseql.' || s.name, pg_catalog.current_setting(s.name), false)"
                    + " FROM pg_catalog.pg_settings s WHERE " + NAMES;

    /** Lifts those that would end a statement which takes long without being in the way. */
    public static final String LIFT = "SELECT pg_catalog.set_config(s.name, '0', false) FROM pg_catalog.pg_settings s"
            + " WHERE s.name IN ('statement_timeout', 'transaction_timeout')";

    /** Restores what {@link #KEEP} kept. */
    public static final String RESTORE =
            "SELECT pg_catalog.set_config(s.name, pg_catalog.current_setting('fraiseql.' || s.name, true), false)"
                    + " FROM pg_catalog.pg_settings s WHERE " + NAMES
                    + " AND NULLIF(pg_catalog.current_setting('fraiseql.' || s.name, true), '') IS NOT NULL";

    private SessionTimeouts() {}
}
