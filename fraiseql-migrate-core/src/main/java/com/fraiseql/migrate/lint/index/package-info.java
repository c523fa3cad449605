// SPDX-License-Identifier: Apache-2.0
/** Rules about building, dropping and rebuilding indexes. */
@NullMarked
package com.fraiseql.migrate.lint.index;

import org.jspecify.annotations.NullMarked;
