// SPDX-License-Identifier: Apache-2.0
/** Rules about privileges. */
@NullMarked
package com.fraiseql.migrate.lint.security;

import org.jspecify.annotations.NullMarked;
