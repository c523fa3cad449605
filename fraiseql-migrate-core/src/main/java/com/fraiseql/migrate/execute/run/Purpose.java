// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

/** What a statement is for. */
public enum Purpose {
    MIGRATION,
    CONTROL,
    PROOF,
    BOOKKEEPING,
    COMMIT,
    /** What follows the COMMIT. Even if it fails, the transaction is committed. */
    AFTER_COMMIT
}
