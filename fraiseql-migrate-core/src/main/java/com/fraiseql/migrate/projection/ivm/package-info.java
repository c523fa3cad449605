// SPDX-License-Identifier: Apache-2.0
/**
 * The vocabulary of incremental maintenance: what may be chosen, what each read table's verdict is, and what was found
 * in the database.
 */
@NullMarked
package com.fraiseql.migrate.projection.ivm;

import org.jspecify.annotations.NullMarked;
