// SPDX-License-Identifier: Apache-2.0
/** How far one script got: the record of each unit, up and down, and the place where a later run goes on. */
@NullMarked
package com.fraiseql.migrate.execute.checkpoint;

import org.jspecify.annotations.NullMarked;
