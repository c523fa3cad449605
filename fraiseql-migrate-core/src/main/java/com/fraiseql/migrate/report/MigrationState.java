// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

/** How a migration stands between this release's files and the database's history. */
public enum MigrationState {
    /** Not applied yet. */
    PENDING,
    /** Applied, and the checksum fits. */
    APPLIED,
    /** Applied, without a checksum: marked by hand. */
    UNVERIFIED,
    /** Begun and not finished; the next run of a release that has the file resumes it. */
    INCOMPLETE,
    /**
     * A rollback was begun and not finished; the next {@code down} resumes it, and {@code up} does nothing until then.
     */
    ROLLING_BACK,
    /** In a state that a newer release has written and this one does not know. */
    UNKNOWN,
    /** Applied, and the file has been edited since. */
    CHANGED,
    /** Applied; older than a local migration, and this release has no file for it. */
    MISSING,
    /**
     * Applied, and this release has no file for it, which is fine: its number is higher than any here, or it has none,
     * as a repeatable one, and nothing tells its age.
     */
    FUTURE,
    /** Pending, and older than the newest applied one. */
    OUT_OF_ORDER,
    /** A repeatable migration whose file has changed since it ran. */
    OUTDATED
}
