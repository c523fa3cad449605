// SPDX-License-Identifier: Apache-2.0
/** The parts of the engine that can be tested without a run. */
@NullMarked
package com.fraiseql.migrate.execute.unit;

import org.jspecify.annotations.NullMarked;
