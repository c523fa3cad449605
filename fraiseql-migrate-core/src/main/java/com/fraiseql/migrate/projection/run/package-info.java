// SPDX-License-Identifier: Apache-2.0
/**
 * Fills the tables of a run one after the other, under the mutex of the sync.
 */
@NullMarked
package com.fraiseql.migrate.projection.run;

import org.jspecify.annotations.NullMarked;
