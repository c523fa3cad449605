// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.sync;

/** What a table that cannot be filled means for the application. */
public enum OnSyncFailure {
    /** It fails to start after the other tables have been filled; in the background, it continues to refuse traffic. */
    FAIL,
    /** The other tables are filled, and the application serves; this one is retried at the next start. */
    CONTINUE
}
