// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import java.util.List;

/**
 * A view with its read table.
 *
 * @param name what follows {@code v_} and {@code tv_}
 * @param root the table whose key it has
 * @param wholeKey whether its key is that of the root, so that other views can join it
 * @param sql its SELECT
 * @param key the columns of its key
 * @param columns how many columns {@code c1}, … it has
 */
record FuzzView(String name, FuzzTable root, boolean wholeKey, String sql, List<String> key, int columns) {

    List<String> definition() {
        return List.of(
                "CREATE VIEW v_" + name + " AS " + sql,
                "CREATE TABLE tv_" + name + " AS TABLE v_" + name + " WITH NO DATA",
                "ALTER TABLE tv_" + name + " ADD PRIMARY KEY (" + String.join(", ", key) + ")",
                "ALTER TABLE tv_" + name + " ADD updated_at timestamptz NOT NULL DEFAULT now()");
    }

    String table() {
        return "public.tv_" + name;
    }
}
