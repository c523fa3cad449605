// SPDX-License-Identifier: Apache-2.0
/** Rules about constraints that scan a table, or lock two of them. */
@NullMarked
package com.fraiseql.migrate.lint.constraint;

import org.jspecify.annotations.NullMarked;
