// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

/**
 * A trigger on a base table or one of its relatives.
 *
 * @param schema the relation's schema
 * @param table the relation's name
 * @param name the trigger's name
 * @param function the name of the function that it calls, in the home schema
 * @param sql the statement that creates or replaces it
 */
public record GeneratedTrigger(String schema, String table, String name, String function, String sql) {}
