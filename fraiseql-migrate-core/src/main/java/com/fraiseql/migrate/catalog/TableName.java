// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.catalog;

/** A table by its schema and name. */
public record TableName(String schema, String table) {}
