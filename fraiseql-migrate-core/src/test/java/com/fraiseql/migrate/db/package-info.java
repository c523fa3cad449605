// SPDX-License-Identifier: Apache-2.0
/** What happens around one connection, and what is said when there is none. */
@NullMarked
package com.fraiseql.migrate.db;

import org.jspecify.annotations.NullMarked;
