// SPDX-License-Identifier: Apache-2.0
/** Fills the {@code tv_} tables when the application starts. */
@NullMarked
package com.fraiseql.migrate.boot.sync;

import org.jspecify.annotations.NullMarked;
