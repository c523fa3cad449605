// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

/** What a table that cannot be filled means for the application. */
public enum OnSyncFailure {
    /** When the other tables have been filled, it does not start; in the background, it goes on refusing traffic. */
    FAIL,
    /** The other tables are filled, and the application serves; this one is left for the next start. */
    CONTINUE
}
