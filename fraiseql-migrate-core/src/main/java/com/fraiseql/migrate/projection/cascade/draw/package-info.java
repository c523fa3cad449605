// SPDX-License-Identifier: Apache-2.0
/**
 * Shows cascade rules: as text, as JSON that can be read again, and as pictures. Pure.
 */
@NullMarked
package com.fraiseql.migrate.projection.cascade.draw;

import org.jspecify.annotations.NullMarked;
