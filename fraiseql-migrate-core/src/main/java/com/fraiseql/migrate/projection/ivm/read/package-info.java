// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a view as the server has parsed it ({@code pg_rewrite.ev_action}): where it reads base tables, what links them
 * to its output, and what keeps its output from being a function of the rows that it reads.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.read;

import org.jspecify.annotations.NullMarked;
