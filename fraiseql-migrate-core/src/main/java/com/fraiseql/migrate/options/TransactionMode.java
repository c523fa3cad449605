// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

/** What one transaction holds. */
public enum TransactionMode {
    /** Each migration is a transaction of its own, unless it has standalone statements or its own BEGIN … COMMIT. */
    MIGRATION,
    /** All pending migrations are one transaction: all of a deploy or nothing. */
    ALL
}
