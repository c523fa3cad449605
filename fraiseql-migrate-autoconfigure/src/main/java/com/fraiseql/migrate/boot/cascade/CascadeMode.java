// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.cascade;

/** How running instances learn what a committed change means for their caches. */
public enum CascadeMode {
    /** They do not. */
    OFF,
    /** A notification wakes them when a transaction commits. */
    NOTIFY,
    /** They ask the database at an interval. */
    OUTBOX
}
