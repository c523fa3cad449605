// SPDX-License-Identifier: Apache-2.0
/** Rules about constraints, and about locks that scan a table or wait for one. */
@NullMarked
package com.fraiseql.migrate.lint.constraint;

import org.jspecify.annotations.NullMarked;
