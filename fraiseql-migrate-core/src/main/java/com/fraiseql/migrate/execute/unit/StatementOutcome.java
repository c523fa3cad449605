// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute.unit;

/** What became of a statement. */
enum StatementOutcome {
    DONE,
    NOT_DONE,
    UNKNOWN
}
