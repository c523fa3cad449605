// SPDX-License-Identifier: Apache-2.0
/** What every part of a sync shares: the table that is filled and its source, the run, and the failures. */
@NullMarked
package com.fraiseql.migrate.projection.table;

import org.jspecify.annotations.NullMarked;
