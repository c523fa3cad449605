// SPDX-License-Identifier: Apache-2.0
/** Code in PL/pgSQL. */
@NullMarked
package com.fraiseql.migrate.lint.body;

import org.jspecify.annotations.NullMarked;
