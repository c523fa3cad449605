// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

/** What a sync is doing. */
public enum SyncPhase {
    /** Finds out what there is and where to cut it. */
    PLANNING,
    /** Evaluates, once and as a whole, a view that cannot be evaluated in key ranges. */
    STAGING,
    /** Fills an empty table. */
    LOADING,
    /** Makes a table equal to its view where they differ. */
    COMPARING,
    /** Waits for transactions that were running while rows were inserted. */
    SETTLING,
    /** Builds the indexes that were deferred during the load. */
    INDEXING,
    /** Runs a hook. */
    HOOK
}
