// SPDX-License-Identifier: Apache-2.0
/** What a rule is, what it is asked about, and how it is proven. */
@NullMarked
package com.fraiseql.migrate.lint.rule;

import org.jspecify.annotations.NullMarked;
