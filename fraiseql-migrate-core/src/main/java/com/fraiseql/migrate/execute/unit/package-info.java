// SPDX-License-Identifier: Apache-2.0
/** Executes one script, unit by unit: transactions, standalone statements, retries, cuts that the server demands. */
@NullMarked
package com.fraiseql.migrate.execute.unit;

import org.jspecify.annotations.NullMarked;
