// SPDX-License-Identifier: Apache-2.0
/**
 * Derives cascade rules from what was read of a database: follows each change through foreign keys, generated columns,
 * views and read tables. Pure.
 */
@NullMarked
package com.fraiseql.migrate.projection.cascade.derive;

import org.jspecify.annotations.NullMarked;
