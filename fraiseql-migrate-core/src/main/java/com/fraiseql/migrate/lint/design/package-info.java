// SPDX-License-Identifier: Apache-2.0
/** Rules about types, keys and names. */
@NullMarked
package com.fraiseql.migrate.lint.design;

import org.jspecify.annotations.NullMarked;
