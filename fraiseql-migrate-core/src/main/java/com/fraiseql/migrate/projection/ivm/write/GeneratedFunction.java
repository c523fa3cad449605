// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.write;

/**
 * A generated function.
 *
 * @param name its name in the home schema
 * @param body what stands between its dollar quotes
 * @param sql the statements that create or replace it
 */
public record GeneratedFunction(String name, String body, String sql) {}
