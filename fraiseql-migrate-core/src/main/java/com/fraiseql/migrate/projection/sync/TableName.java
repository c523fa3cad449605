// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

/** A table by its schema and name. */
record TableName(String schema, String table) {}
