// SPDX-License-Identifier: Apache-2.0
/** What rewrites a table, against the server. */
@NullMarked
package com.fraiseql.migrate.lint.rewrite;

import org.jspecify.annotations.NullMarked;
