// SPDX-License-Identifier: Apache-2.0
/**
 * Reads from PostgreSQL's catalog into records: read tables and what they are made of, the tables below a view,
 * triggers and rules.
 */
@NullMarked
package com.fraiseql.migrate.catalog;

import org.jspecify.annotations.NullMarked;
