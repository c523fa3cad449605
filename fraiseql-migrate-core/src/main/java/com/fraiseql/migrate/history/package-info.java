// SPDX-License-Identifier: Apache-2.0
/** The tables that remember what has been applied. */
@NullMarked
package com.fraiseql.migrate.history;

import org.jspecify.annotations.NullMarked;
