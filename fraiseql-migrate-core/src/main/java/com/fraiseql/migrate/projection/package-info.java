// SPDX-License-Identifier: Apache-2.0
/**
 * The read side of CQRS: fills each {@code tv_} table from its source.
 */
@NullMarked
package com.fraiseql.migrate.projection;

import org.jspecify.annotations.NullMarked;
