// SPDX-License-Identifier: Apache-2.0
/** Rules about transactions, timeouts, and how a file is divided. */
@NullMarked
package com.fraiseql.migrate.lint.transaction;

import org.jspecify.annotations.NullMarked;
