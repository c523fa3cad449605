// SPDX-License-Identifier: Apache-2.0
/**
 * Derives, from what is known of each maintained table, what is captured of each base table and how a pass finds the
 * keys. Pure.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.derive;

import org.jspecify.annotations.NullMarked;
