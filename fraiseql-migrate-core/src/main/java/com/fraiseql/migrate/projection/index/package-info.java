// SPDX-License-Identifier: Apache-2.0
/**
 * Defers the indexes and the primary key of a table while it is loaded, and builds them afterwards.
 */
@NullMarked
package com.fraiseql.migrate.projection.index;

import org.jspecify.annotations.NullMarked;
