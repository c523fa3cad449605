// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.sql.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The functions that a default calls, by what {@code pg_proc.provolatile} has for them. */
final class DefaultFunctions {

    /** They give another value for each row. */
    static final Set<String> VOLATILE = Set.of(
            "random",
            "random_normal",
            "gen_random_uuid",
            "uuidv4",
            "uuidv7",
            "clock_timestamp",
            "timeofday",
            "nextval",
            "currval",
            "lastval",
            "setval",
            "pg_sleep");

    /** The same of functions in extensions such as uuid-ossp and pgcrypto. */
    static final Set<String> VOLATILE_OF_EXTENSIONS = Set.of(
            "uuid_generate_v1",
            "uuid_generate_v1mc",
            "uuid_generate_v4",
            "gen_random_bytes",
            "gen_salt",
            "uuid_generate_v7",
            "gen_ulid",
            "generate_ulid");

    /** They give one value for the statement. */
    static final Set<String> STABLE = Set.of(
            "now",
            "current_setting",
            "statement_timestamp",
            "transaction_timestamp",
            "current_database",
            "current_schema",
            "current_schemas",
            "pg_backend_pid",
            "inet_client_addr",
            "txid_current",
            "pg_current_xact_id",
            "age",
            "to_char",
            "to_date",
            "to_number",
            "to_timestamp",
            "to_json",
            "to_jsonb",
            "json_build_object",
            "json_build_array",
            "jsonb_build_object",
            "jsonb_build_array",
            "row_to_json",
            "array_to_json",
            "concat",
            "concat_ws",
            "format",
            "date_trunc",
            "date_part",
            "timezone",
            "make_date",
            "make_interval",
            "make_time",
            "make_timestamp",
            "make_timestamptz",
            "array_fill",
            "array_append",
            "array_cat",
            "string_to_array",
            "array_to_string",
            "lower",
            "upper",
            "initcap",
            "btrim",
            "ltrim",
            "rtrim",
            "left",
            "right",
            "lpad",
            "rpad",
            "repeat",
            "replace",
            "reverse",
            "substr",
            "substring",
            "split_part",
            "length",
            "char_length",
            "md5",
            "sha256",
            "encode",
            "decode",
            "chr",
            "abs",
            "ceil",
            "floor",
            "round",
            "trunc",
            "mod",
            "power",
            "sqrt",
            "int4range",
            "int8range",
            "numrange",
            "daterange",
            "tsrange",
            "tstzrange",
            "to_tsvector",
            "jsonb_set",
            "point",
            "box",
            "masklen");

    /** What stands before a parenthesis and is no function that is called. */
    private static final Set<String> SYNTAX = Set.of(
            "coalesce",
            "nullif",
            "greatest",
            "least",
            "extract",
            "cast",
            "row",
            "array",
            "any",
            "all",
            "in",
            "values",
            "and",
            "or",
            "not",
            "case",
            "when",
            "then",
            "else",
            "is",
            "current_timestamp",
            "localtimestamp",
            "current_time",
            "localtime",
            "overlay",
            "trim",
            "position",
            "numeric",
            "decimal",
            "dec",
            "varchar",
            "char",
            "character",
            "varying",
            "nchar",
            "bit",
            "timestamp",
            "timestamptz",
            "time",
            "timetz",
            "interval",
            "second",
            "float");

    private DefaultFunctions() {}

    /** Those that give another value for each row. */
    static List<String> ofEachRow(List<Token> expression) {
        return called(expression).stream()
                .filter(name -> VOLATILE.contains(name) || VOLATILE_OF_EXTENSIONS.contains(name))
                .toList();
    }

    /** Those of which neither PostgreSQL's manual nor a file says what they give. */
    static List<String> unknown(List<Token> expression, Catalog known) {
        return called(expression).stream()
                .filter(name -> !VOLATILE.contains(name)
                        && !VOLATILE_OF_EXTENSIONS.contains(name)
                        && !STABLE.contains(name)
                        && !SYNTAX.contains(name)
                        && !known.isStableFunction(name))
                .toList();
    }

    private static List<String> called(List<Token> expression) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i + 1 < expression.size(); i++) {
            if (expression.get(i).isName() && expression.get(i + 1).is("(")) {
                names.add(expression.get(i).name());
            }
        }
        return names;
    }
}
