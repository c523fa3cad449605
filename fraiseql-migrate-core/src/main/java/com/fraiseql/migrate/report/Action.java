// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.report;

/** What a plan does with a migration. */
public enum Action {
    /** Apply it; the history has no row of it. */
    APPLY,
    /** Go on where an earlier run ended. */
    RESUME,
    /** Apply a repeatable migration once more. */
    REAPPLY
}
