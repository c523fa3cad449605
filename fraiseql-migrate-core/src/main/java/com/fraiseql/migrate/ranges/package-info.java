// SPDX-License-Identifier: Apache-2.0
/**
 * Divides the rows of a table by keys or pages, and works on the parts from several connections.
 */
@NullMarked
package com.fraiseql.migrate.ranges;

import org.jspecify.annotations.NullMarked;
