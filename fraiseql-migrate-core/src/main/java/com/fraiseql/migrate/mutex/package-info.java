// SPDX-License-Identifier: Apache-2.0
/** One migrator at a time. */
@NullMarked
package com.fraiseql.migrate.mutex;

import org.jspecify.annotations.NullMarked;
