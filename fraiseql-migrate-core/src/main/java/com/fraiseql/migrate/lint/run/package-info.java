// SPDX-License-Identifier: Apache-2.0
/** Reviews files: every statement is shown to every rule. */
@NullMarked
package com.fraiseql.migrate.lint.run;

import org.jspecify.annotations.NullMarked;
