// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.run;

/** What a statement is for. */
public enum Purpose {
    MIGRATION,
    CONTROL,
    PROOF,
    BOOKKEEPING,
    COMMIT,
    /** What follows the COMMIT; whatever becomes of it, the transaction is done. */
    AFTER_COMMIT
}
