// SPDX-License-Identifier: Apache-2.0
/** Random tables, random views over them, and random writers, while the read tables are compared all the time. */
@NullMarked
package com.fraiseql.migrate.projection.ivm.fuzz;

import org.jspecify.annotations.NullMarked;
