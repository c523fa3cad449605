// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Whether the result of an aggregate depends on the order in which its rows are read. */
final class AggregateCheck {

    /** Aggregates whose result does not depend on the order. */
    private static final Set<String> ANY_ORDER = Set.of(
            "bit_and",
            "bit_or",
            "bit_xor",
            "bool_and",
            "bool_or",
            "count",
            "every",
            "range_agg",
            "range_intersect_agg",
            "regr_count");

    /** Those that add up: in any order for exact numbers. */
    private static final Set<String> SUMS = Set.of(
            "avg",
            "corr",
            "covar_pop",
            "covar_samp",
            "regr_avgx",
            "regr_avgy",
            "regr_intercept",
            "regr_r2",
            "regr_slope",
            "regr_sxx",
            "regr_sxy",
            "regr_syy",
            "stddev",
            "stddev_pop",
            "stddev_samp",
            "sum",
            "var_pop",
            "var_samp",
            "variance");

    private static final Set<String> FLOATS = Set.of("real", "double precision");

    private static final Set<String> KEEPS_ORDER = Set.of(
            "array_agg",
            "json_agg",
            "json_agg_strict",
            "json_object_agg",
            "json_object_agg_strict",
            "json_object_agg_unique",
            "json_object_agg_unique_strict",
            "jsonb_agg",
            "jsonb_agg_strict",
            "jsonb_object_agg",
            "jsonb_object_agg_strict",
            "jsonb_object_agg_unique",
            "jsonb_object_agg_unique_strict",
            "string_agg",
            "xmlagg");

    private final Findings findings;
    private final Uniqueness uniqueness;
    private final OrderReasons reasons;

    AggregateCheck(Findings findings, Uniqueness uniqueness) {
        this.findings = findings;
        this.uniqueness = uniqueness;
        this.reasons = new OrderReasons(findings);
    }

    /** Whether it gives the same as a window function over rows in any order, as long as peers are taken together. */
    boolean isFreeOfOrder(String name, List<Node> arguments) {
        return ANY_ORDER.contains(name)
                || (SUMS.contains(name)
                        && arguments.stream().map(ExactTypes::typeOf).noneMatch(type -> type == null || isFloat(type)));
    }

    void check(Node aggregate, Level level, String place) {
        Facts.Function function = findings.facts().functions().get(aggregate.oid("aggfnoid"));
        if (function == null || !function.isBuiltIn() || aggregate.number("agglevelsup") != 0) {
            findings.unknown(
                    function == null || function.isBuiltIn()
                            ? "an aggregate of an outer level"
                            : "the aggregate " + function.schema() + "." + function.name(),
                    place);
            return;
        }
        String name = function.name();
        List<Node> arguments = aggregate.nodes("args");
        if (aggregate.text("aggkind").equals("n")) {
            value(name, aggregate, arguments, level, place);
        } else if (!name.equals("percentile_cont") && !arguments.stream().allMatch(this::isExactArgument)) {
            reasons.unstable(name, place);
        }
    }

    private void value(String name, Node aggregate, List<Node> arguments, Level level, String place) {
        if (ANY_ORDER.contains(name)) {
            return;
        }
        if (name.equals("min") || name.equals("max")) {
            Closure group = uniqueness.closure(level, level.expressionsOf("groupClause"));
            if (!arguments.stream()
                    .allMatch(argument -> isExactArgument(argument) || group.determines(argument.value("expr")))) {
                reasons.unstable(name, place);
            }
        } else if (SUMS.contains(name)) {
            if (isInexact(aggregate)) {
                findings.reason(
                        Code.INEXACT_AGGREGATE,
                        name + " of floating-point numbers",
                        place,
                        "The last digits depend on the order in which the numbers are added.",
                        "Cast the argument to numeric.");
            }
        } else if (KEEPS_ORDER.contains(name)) {
            ordered(name, aggregate, arguments, level, place);
        } else if (name.equals("any_value")) {
            reasons.ties(name, place, level);
        } else {
            findings.unknown("the aggregate " + name, place);
        }
    }

    /** Sums over reals are computed in floating point, and so are all but sum and avg over anything but numerics. */
    private boolean isInexact(Node aggregate) {
        return aggregate.nodes("args").stream()
                .map(argument -> argument.node("expr"))
                .filter(Objects::nonNull)
                .map(expression -> ExactTypes.typeOf(Objects.requireNonNull(expression)))
                .anyMatch(type -> type == null || isFloat(type));
    }

    private boolean isFloat(ExactTypes.Type type) {
        Facts.Type known = findings.facts().types().get(type.oid());
        return known == null || FLOATS.contains(known.name());
    }

    private void ordered(String name, Node aggregate, List<Node> arguments, Level level, String place) {
        if (aggregate.filled("aggdistinct")) {
            if (!arguments.stream().allMatch(this::isExactArgument)) {
                reasons.unstable(name + "(DISTINCT …)", place);
            }
            return;
        }
        boolean sorted = aggregate.filled("aggorder");
        List<Node> given = sorted ? sortExpressions(aggregate) : List.of();
        if (!sorted && comesSorted(level)) {
            return;
        }
        List<Node> all = new ArrayList<>(given);
        all.addAll(level.expressionsOf("groupClause"));
        Closure closure = uniqueness.closure(level, all);
        boolean determined = closure.allRows()
                || arguments.stream()
                        .filter(argument -> !argument.flag("resjunk"))
                        .allMatch(argument -> closure.determines(argument.value("expr")));
        if (determined) {
            return;
        }
        if (sorted) {
            reasons.ties(name, place, level);
        } else {
            String cure = ": " + name + "(… ORDER BY " + OrderReasons.uniqueColumns(level) + ")";
            reasons.unordered(name, place, cure);
        }
    }

    private static List<Node> sortExpressions(Node aggregate) {
        Map<Integer, Node> byReference = new TreeMap<>();
        for (Node argument : aggregate.nodes("args")) {
            Node expression = argument.node("expr");
            if (expression != null) {
                byReference.put(argument.number("ressortgroupref"), expression);
            }
        }
        return aggregate.nodes("aggorder").stream()
                .flatMap(item -> Optional.ofNullable(byReference.get(item.number("tleSortGroupRef"))).stream())
                .toList();
    }

    /** The rows of a single sorted sub-select reach an aggregate without GROUP BY in their order. */
    private boolean comesSorted(Level level) {
        List<Level.Entry> from = level.entries().values().stream()
                .filter(entry -> !(entry instanceof Level.Entry.Join) && !(entry instanceof Level.Entry.Group))
                .toList();
        if (level.isGrouped() || from.size() != 1 || !(from.get(0) instanceof Level.Entry.Sub sub)) {
            return false;
        }
        List<Node> sorted = sub.level().expressionsOf("sortClause");
        return !sorted.isEmpty() && !sub.level().isSetOperation() && uniqueness.determinesOutput(sub.level(), sorted);
    }

    private boolean isExactArgument(Node argument) {
        Node expression = argument.is("TARGETENTRY") ? argument.node("expr") : argument;
        if (expression == null) {
            return false;
        }
        if (ExactTypes.isExact(findings.facts(), expression)) {
            return true;
        }
        // a composed value, such as a json object, has the bytes of what it is composed of
        List<Node> variables = new ArrayList<>();
        Variables.ofLevel(expression, 0, variables);
        return !expression.is("VAR")
                && !variables.isEmpty()
                && variables.stream().allMatch(variable -> ExactTypes.isExact(findings.facts(), variable));
    }
}
