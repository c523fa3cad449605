// SPDX-License-Identifier: Apache-2.0
/** Rules about read tables and their incremental maintenance. */
@NullMarked
package com.fraiseql.migrate.lint.projection;

import org.jspecify.annotations.NullMarked;
