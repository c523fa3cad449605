// SPDX-License-Identifier: Apache-2.0
/**
 * Notes of what statements change, from generated triggers to the keys that are concerned ({@code docs/design.md},
 * section 15).
 */
@NullMarked
package com.fraiseql.migrate.projection.cascade.notes;

import org.jspecify.annotations.NullMarked;
