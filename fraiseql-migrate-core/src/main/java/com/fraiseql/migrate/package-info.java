// SPDX-License-Identifier: Apache-2.0
/** The engine's front door: {@link com.fraiseql.migrate.Migrator}, its options and its results. */
@NullMarked
package com.fraiseql.migrate;

import org.jspecify.annotations.NullMarked;
