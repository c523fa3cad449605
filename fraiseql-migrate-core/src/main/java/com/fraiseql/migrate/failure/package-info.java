// SPDX-License-Identifier: Apache-2.0
/** Errors as data: a code, what happened, what to do, and where. */
@NullMarked
package com.fraiseql.migrate.failure;

import org.jspecify.annotations.NullMarked;
