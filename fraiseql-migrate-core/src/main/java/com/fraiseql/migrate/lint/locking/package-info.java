// SPDX-License-Identifier: Apache-2.0
/** Rules about locks that others wait for, of triggers, policies, materialized views and names. */
@NullMarked
package com.fraiseql.migrate.lint.locking;

import org.jspecify.annotations.NullMarked;
