// SPDX-License-Identifier: Apache-2.0
/** Pure functions from local migrations, history and policy to a plan or a named problem. */
@NullMarked
package com.fraiseql.migrate.plan;

import org.jspecify.annotations.NullMarked;
