// SPDX-License-Identifier: Apache-2.0
/** Does a plan: transactional units, standalone statements, checkpoints, resume. */
@NullMarked
package com.fraiseql.migrate.execute;

import org.jspecify.annotations.NullMarked;
