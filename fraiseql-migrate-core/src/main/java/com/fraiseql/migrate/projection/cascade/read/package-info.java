// SPDX-License-Identifier: Apache-2.0
/**
 * Reads what cascade rules are made of: foreign keys, entities, and what the views of entities read
 * ({@code docs/design.md}, section 15).
 */
@NullMarked
package com.fraiseql.migrate.projection.cascade.read;

import org.jspecify.annotations.NullMarked;
