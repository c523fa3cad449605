// SPDX-License-Identifier: Apache-2.0
/** The {@code fraiseql} command: arguments to the engine, and what it reports to lines or JSON. */
@NullMarked
package com.fraiseql.migrate.cli;

import org.jspecify.annotations.NullMarked;
