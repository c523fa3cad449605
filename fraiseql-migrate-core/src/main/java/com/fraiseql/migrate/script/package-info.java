// SPDX-License-Identifier: Apache-2.0
/** Text to statements with positions, and statements to units. No JDBC. */
@NullMarked
package com.fraiseql.migrate.script;

import org.jspecify.annotations.NullMarked;
