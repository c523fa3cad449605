// SPDX-License-Identifier: Apache-2.0
/** The CQRS side: what a projection is. How it is filled is in {@code sync}. */
@NullMarked
package com.fraiseql.migrate.projection;

import org.jspecify.annotations.NullMarked;
