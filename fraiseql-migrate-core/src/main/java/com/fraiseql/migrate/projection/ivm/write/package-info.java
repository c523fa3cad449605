// SPDX-License-Identifier: Apache-2.0
/**
 * Writes the SQL of incremental maintenance: what installs it, what it consists of, and what removes it. Pure.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm.write;

import org.jspecify.annotations.NullMarked;
