// SPDX-License-Identifier: Apache-2.0
/** What a caller is told: how migrations stand, what a run would do, what the log says. */
@NullMarked
package com.fraiseql.migrate.report;

import org.jspecify.annotations.NullMarked;
