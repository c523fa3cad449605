// SPDX-License-Identifier: Apache-2.0
/** Rules about changes of rows. */
@NullMarked
package com.fraiseql.migrate.lint.data;

import org.jspecify.annotations.NullMarked;
