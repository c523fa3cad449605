// SPDX-License-Identifier: Apache-2.0
/** Rules about what breaks the application that is running. */
@NullMarked
package com.fraiseql.migrate.lint.compatibility;

import org.jspecify.annotations.NullMarked;
