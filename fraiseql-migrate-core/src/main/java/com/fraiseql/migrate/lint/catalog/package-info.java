// SPDX-License-Identifier: Apache-2.0
/** What the reviewed files make of the schema, as far as they tell. */
@NullMarked
package com.fraiseql.migrate.lint.catalog;

import org.jspecify.annotations.NullMarked;
