// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

/** Reads the words of a column's type. */
final class TypeName {

    private TypeName() {}

    /** The type without what is in parentheses, by one of its names. */
    static String base(String type) {
        int open = type.indexOf('(');
        int close = type.indexOf(')');
        String words = open < 0 || close < open ? type : type.substring(0, open).strip() + type.substring(close + 1);
        String plain = words.startsWith("pg_catalog.") ? words.substring("pg_catalog.".length()) : words;
        return switch (plain) {
            case "int", "int4" -> "integer";
            case "int8" -> "bigint";
            case "int2" -> "smallint";
            case "serial4" -> "serial";
            case "serial8" -> "bigserial";
            case "serial2" -> "smallserial";
            case "character varying" -> "varchar";
            case "character", "bpchar" -> "char";
            case "float4" -> "real";
            case "float8", "float" -> "double precision";
            case "timestamp without time zone" -> "timestamp";
            case "timestamp with time zone" -> "timestamptz";
            case "time with time zone" -> "timetz";
            case "bool" -> "boolean";
            default -> plain;
        };
    }

    /** Whether it says how long or how exact. */
    static boolean hasModifier(String type) {
        return type.indexOf('(') >= 0;
    }

    /** The type that a foreign key to the column needs. */
    static String stored(String type) {
        return switch (base(type)) {
            case "serial" -> "integer";
            case "bigserial" -> "bigint";
            case "smallserial" -> "smallint";
            case "varchar" -> "text";
            default -> base(type);
        };
    }
}
