// SPDX-License-Identifier: Apache-2.0
/** The {@code fraiseql} command: from arguments to the engine, and from its results to text or JSON. */
@NullMarked
package com.fraiseql.migrate.cli;

import org.jspecify.annotations.NullMarked;
