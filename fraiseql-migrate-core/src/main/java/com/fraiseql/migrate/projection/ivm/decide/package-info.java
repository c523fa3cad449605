// SPDX-License-Identifier: Apache-2.0
/**
 * Decides for each read table whether it can be maintained, from what was read of its view. What can be is described by
 * {@link com.fraiseql.migrate.projection.ivm.decide.Maintained}, from which the SQL is derived.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.decide;

import org.jspecify.annotations.NullMarked;
