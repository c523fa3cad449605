// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether an expression gives the same bytes as long as the rows that it reads are the same.
 *
 * <p>IMMUTABLE functions do. STABLE ones of PostgreSQL do if all that they read besides their arguments are settings
 * that are pinned while a row is computed; a list says which ({@code docs/ivm.md}). The others depend on the time, on
 * who asks, or on tables that they do not name.
 */
final class FunctionCheck {

    private static final Set<String> DEPENDS_ON_SETTINGS_ONLY = Set.of(
            "anytextcat",
            "array_to_json",
            "array_to_string",
            "concat",
            "concat_ws",
            "convert",
            "convert_from",
            "convert_to",
            "date",
            "date_add",
            "date_part",
            "date_subtract",
            "date_trunc",
            "enum_first",
            "enum_last",
            "enum_range",
            "extract",
            "format",
            "generate_series",
            "interval_pl_timestamptz",
            "json_build_array",
            "json_build_object",
            "json_to_record",
            "json_to_recordset",
            "jsonb_build_array",
            "jsonb_build_object",
            "jsonb_path_exists_tz",
            "jsonb_path_match_tz",
            "jsonb_path_query_array_tz",
            "jsonb_path_query_first_tz",
            "jsonb_path_query_tz",
            "jsonb_to_record",
            "jsonb_to_recordset",
            "length",
            "make_timestamptz",
            "money",
            "numeric",
            "overlaps",
            "quote_literal",
            "quote_nullable",
            "row_to_json",
            "textanycat",
            "time",
            "timestamp",
            "timestamptz",
            "timestamptz_mi_interval",
            "timestamptz_pl_interval",
            "timetz",
            "timezone",
            "to_char",
            "to_date",
            "to_json",
            "to_jsonb",
            "to_number",
            "to_timestamp",
            "xml");

    private static final Pattern COMPARISON =
            Pattern.compile("(date|timestamp|timestamptz)_(cmp|eq|ne|lt|le|gt|ge)_(date|timestamp|timestamptz)");

    private static final Set<String> CLOCK =
            Set.of("now", "statement_timestamp", "clock_timestamp", "timeofday", "transaction_timestamp");

    private static final Set<String> TEXT_SEARCH =
            Set.of("to_tsvector", "to_tsquery", "plainto_tsquery", "phraseto_tsquery", "websearch_to_tsquery");

    private final Findings findings;

    FunctionCheck(Findings findings) {
        this.findings = findings;
    }

    /** Checks the functions that a node calls itself. */
    void check(Node node, String place) {
        switch (node.type()) {
            case "FUNCEXPR" -> function(node.oid("funcid"), place);
            case "OPEXPR", "DISTINCTEXPR", "NULLIFEXPR", "SCALARARRAYOPEXPR" -> operator(node.oid("opno"), place);
            case "WINDOWFUNC" -> function(node.oid("winfnoid"), place);
            case "COERCEVIAIO" -> input(node.oid("resulttype"), place);
            default -> {
                // it calls none
            }
        }
    }

    /** A kind of node that is not known to be harmless. */
    void unknown(Node node, String place) {
        if (node.is("SQLVALUEFUNCTION")) {
            changesByItself("a function of the current date, time or user", place);
        } else if (node.is("GROUPINGFUNC")) {
            findings.reason(
                    Code.GROUPING_SETS,
                    "GROUPING",
                    place,
                    "Its rows belong to several groups at the same time.",
                    "Use one view for each grouping.");
        } else {
            findings.unknown(node.type(), place);
        }
    }

    private void operator(long oid, String place) {
        Facts.Operator operator = findings.facts().operators().get(oid);
        if (operator == null) {
            findings.unknown("operator " + oid, place);
        } else {
            function(operator.function(), place);
        }
    }

    private void function(long oid, String place) {
        Facts.Function function = findings.facts().functions().get(oid);
        if (function == null) {
            findings.unknown("function " + oid, place);
            return;
        }
        String name = function.name();
        boolean builtIn = function.isBuiltIn();
        if (function.volatility() == 'i') {
            return;
        }
        if (builtIn && (CLOCK.contains(name) || (name.equals("age") && function.arguments() == 1))) {
            changesByItself(name + "()", place);
        } else if (builtIn && function.volatility() == 's' && dependsOnSettingsOnly(function)) {
            return;
        } else if (builtIn && TEXT_SEARCH.contains(name)) {
            findings.reason(
                    Code.UNSTABLE_BYTES,
                    name + " without a configuration",
                    place,
                    "What it gives depends on the session's default_text_search_config.",
                    "Name the configuration: " + name + "('simple', …).");
        } else if (function.volatility() == 'v') {
            findings.reason(
                    Code.VOLATILE,
                    name + "(), which is VOLATILE",
                    place,
                    "Two evaluations of the view can differ although no row has changed.",
                    builtIn
                            ? "Compute it when the row is written, in a column of a base table."
                            : "Declare it IMMUTABLE if it depends on nothing but its arguments.");
        } else {
            findings.reason(
                    Code.OPAQUE_FUNCTION,
                    function.schema() + "." + name + "(), which is STABLE",
                    place,
                    "It may read tables, or depend on the session, and the view does not show on which.",
                    builtIn
                            ? "Leave it out of the view."
                            : "Write its query into the view, or declare it IMMUTABLE if it depends on nothing but its "
                                    + "arguments.");
        }
    }

    private static boolean dependsOnSettingsOnly(Facts.Function function) {
        return DEPENDS_ON_SETTINGS_ONLY.contains(function.name())
                || COMPARISON.matcher(function.name()).matches();
    }

    private void changesByItself(String what, String place) {
        findings.reason(
                Code.CHANGES_BY_ITSELF,
                what,
                place,
                "It gives something else later although no row has changed, so no table can stay equal to the view.",
                "Compute it when the table is read.");
    }

    private void input(long type, String place) {
        Facts.Type known = findings.facts().types().get(type);
        if (known == null || (known.builtIn() && known.name().startsWith("reg"))) {
            findings.reason(
                    Code.OPAQUE_FUNCTION,
                    "a cast from text to " + (known == null ? "type " + type : known.name()),
                    place,
                    "It looks the name up in the catalog, which can change.",
                    "Leave it out of the view.");
        }
    }
}
