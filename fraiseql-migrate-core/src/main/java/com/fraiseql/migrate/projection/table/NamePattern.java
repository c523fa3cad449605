// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import java.util.regex.Pattern;

/** A pattern of {@code *} and literal characters that an operator gives for tables. */
public final class NamePattern {

    private NamePattern() {}

    /** Whether a table's name, with or without its schema, is meant. */
    public static boolean matches(String schema, String table, String pattern) {
        StringBuilder regex = new StringBuilder();
        for (String literal : pattern.split("\\*", -1)) {
            regex.append(regex.isEmpty() ? "" : ".*").append(Pattern.quote(literal));
        }
        return table.matches(regex.toString()) || (schema + "." + table).matches(regex.toString());
    }
}
