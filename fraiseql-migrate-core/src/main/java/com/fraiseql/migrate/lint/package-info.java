// SPDX-License-Identifier: Apache-2.0
/** What the review of migrations tells a caller. No JDBC. */
@NullMarked
package com.fraiseql.migrate.lint;

import org.jspecify.annotations.NullMarked;
