// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

/** The outcome of a standalone statement, as far as the catalog tells. */
enum StatementOutcome {
    DONE,
    NOT_DONE,
    UNKNOWN
}
