// SPDX-License-Identifier: Apache-2.0
/** One statement: tokens, a cursor over them, the command that they are, and the locks that it takes. No JDBC. */
@NullMarked
package com.fraiseql.migrate.sql;

import org.jspecify.annotations.NullMarked;
