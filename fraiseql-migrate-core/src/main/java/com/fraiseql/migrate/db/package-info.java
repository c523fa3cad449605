// SPDX-License-Identifier: Apache-2.0
/** The only room that opens JDBC: session, pipelined scripts, SQLSTATE, retry. */
@NullMarked
package com.fraiseql.migrate.db;

import org.jspecify.annotations.NullMarked;
