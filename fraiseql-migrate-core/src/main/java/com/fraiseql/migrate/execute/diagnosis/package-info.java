// SPDX-License-Identifier: Apache-2.0
/** Turns a failure into what the operator sees: the cause, the place in the file, what has been applied, what to do. */
@NullMarked
package com.fraiseql.migrate.execute.diagnosis;

import org.jspecify.annotations.NullMarked;
