// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes values and names into SQL. */
final class Sql {

    private Sql() {}

    static String literal(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return "E'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    static String array(List<String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(",", "ARRAY[", "]::pg_catalog.text[]"));
    }

    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }
}
