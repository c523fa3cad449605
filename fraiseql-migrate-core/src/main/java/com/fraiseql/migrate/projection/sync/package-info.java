// SPDX-License-Identifier: Apache-2.0
/**
 * The vocabulary of a sync: its options, hooks and results. {@code ReadTables} does it.
 */
@NullMarked
package com.fraiseql.migrate.projection.sync;

import org.jspecify.annotations.NullMarked;
