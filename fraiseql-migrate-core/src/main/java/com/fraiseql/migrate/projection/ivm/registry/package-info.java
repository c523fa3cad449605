// SPDX-License-Identifier: Apache-2.0
/**
 * What the database remembers of the tables that are maintained.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.registry;

import org.jspecify.annotations.NullMarked;
