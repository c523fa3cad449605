// SPDX-License-Identifier: Apache-2.0
/**
 * The vocabulary of cascade rules: what a change of a base table means for everything that is made of it
 * ({@code docs/design.md}, section 15).
 */
@NullMarked
package com.fraiseql.migrate.projection.cascade;

import org.jspecify.annotations.NullMarked;
