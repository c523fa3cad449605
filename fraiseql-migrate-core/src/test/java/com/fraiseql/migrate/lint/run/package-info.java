// SPDX-License-Identifier: Apache-2.0
/** The rules of the linter against their examples, and the examples against the server. */
@NullMarked
package com.fraiseql.migrate.lint.run;

import org.jspecify.annotations.NullMarked;
