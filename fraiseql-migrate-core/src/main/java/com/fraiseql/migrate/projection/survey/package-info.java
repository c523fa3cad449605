// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the read tables, what fills each, and the order in which they can be filled.
 */
@NullMarked
package com.fraiseql.migrate.projection.survey;

import org.jspecify.annotations.NullMarked;
