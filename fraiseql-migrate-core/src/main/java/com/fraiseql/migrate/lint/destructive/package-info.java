// SPDX-License-Identifier: Apache-2.0
/** Rules about what loses data or objects. */
@NullMarked
package com.fraiseql.migrate.lint.destructive;

import org.jspecify.annotations.NullMarked;
