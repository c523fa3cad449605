// SPDX-License-Identifier: Apache-2.0
/** Rules about what rewrites a table. */
@NullMarked
package com.fraiseql.migrate.lint.rewrite;

import org.jspecify.annotations.NullMarked;
