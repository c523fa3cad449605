// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes values and names into our own SQL.
 *
 * <p>Literals are escape strings ({@code E'…'}), which mean the same whatever a migration has made of
 * {@code standard_conforming_strings} (PostgreSQL manual, 4.1.2.2).
 */
public final class Sql {

    private Sql() {}

    /** A text literal, or {@code NULL}. */
    public static String literal(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        StringBuilder text = new StringBuilder(value.length() + 8).append("E'");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c == '\\') {
                text.append(c);
            }
            text.append(c);
        }
        return text.append('\'').toString();
    }

    /** A {@code text[]} literal; an element may be NULL. */
    public static String array(List<? extends @Nullable String> values) {
        return values.stream().map(Sql::literal).collect(Collectors.joining(",", "ARRAY[", "]::pg_catalog.text[]"));
    }

    /** A quoted name. */
    public static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A schema-qualified, quoted name. */
    public static String name(String schema, String name) {
        return name(schema) + "." + name(name);
    }
}
