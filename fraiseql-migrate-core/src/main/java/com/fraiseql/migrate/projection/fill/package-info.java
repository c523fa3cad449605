// SPDX-License-Identifier: Apache-2.0
/**
 * Fills one read table from its source ({@code docs/design.md}, 12).
 */
@NullMarked
package com.fraiseql.migrate.projection.fill;

import org.jspecify.annotations.NullMarked;
