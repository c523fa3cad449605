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

/**
 * Whether the order in which rows are read, which every plan may choose, decides the bytes of a result: aggregates that
 * keep an order, ties in ORDER BY, and values that are equal but not the same.
 */
final class OrderCheck {

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

    /** Window functions that rows with equal order share the result of. */
    private static final Set<String> SHARED_BY_PEERS = Set.of("rank", "dense_rank", "percent_rank", "cume_dist");

    private static final int ROWS_FRAME = 4;

    private final Findings findings;
    private final Uniqueness uniqueness;

    OrderCheck(Findings findings) {
        this.findings = findings;
        this.uniqueness = new Uniqueness(findings.facts());
    }

    /** What decides which rows a level gives, if they are looked at. */
    void rows(Level level) {
        Node query = level.query();
        if (level.isSetOperation()) {
            return;
        }
        List<Node> sorted = level.expressionsOf("sortClause");
        if (query.flag("hasDistinctOn")) {
            List<Node> given = new ArrayList<>(sorted);
            given.addAll(level.expressionsOf("distinctClause"));
            if (!determinesOutput(level, given)) {
                ties("DISTINCT ON", level.place(), level);
            }
        } else if (query.filled("distinctClause")) {
            same(level, level.expressionsOf("distinctClause"), "DISTINCT");
        }
        if (query.filled("groupClause")) {
            same(level, level.expressionsOf("groupClause"), "GROUP BY");
        }
        if ((query.has("limitCount") || query.has("limitOffset"))
                && !isOneRow(level)
                && !determinesOutput(level, sorted)) {
            ties(sorted.isEmpty() ? "LIMIT without ORDER BY" : "ORDER BY … LIMIT", level.place(), level);
        }
    }

    private static boolean isOneRow(Level level) {
        return level.query().flag("hasAggs") && !level.isGrouped();
    }

    private boolean determinesOutput(Level level, List<Node> given) {
        Closure closure = uniqueness.closure(level, given);
        if (level.isGrouped()) {
            return level.expressionsOf("groupClause").stream().allMatch(closure::determines);
        }
        return closure.allRows()
                || level.outputs().stream().allMatch(target -> closure.determines(target.value("expr")));
    }

    /** Equal values with different bytes make the row that stands for a group arbitrary. */
    private void same(Level level, List<Node> expressions, String clause) {
        List<Node> exact = expressions.stream().filter(this::isExact).toList();
        Closure closure = uniqueness.closure(level, exact);
        for (Node expression : expressions) {
            if (!closure.determines(expression)) {
                findings.reason(
                        Code.UNSTABLE_BYTES,
                        clause + " over " + shown(expression, level),
                        level.place(),
                        "Values of this type can be equal and look different, and which one is kept is arbitrary.",
                        "Give the type a scale, or cast the column to text.");
            }
        }
    }

    private boolean isExact(Node expression) {
        return Optional.ofNullable(ExactTypes.typeOf(expression))
                .filter(type -> ExactTypes.isExact(findings.facts(), type))
                .isPresent();
    }

    void aggregate(Node aggregate, Level level, String place) {
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
            unstable(name, place);
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
                unstable(name, place);
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
            ties(name, place, level);
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
                unstable(name + "(DISTINCT …)", place);
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
            ties(name, place, level);
        } else {
            findings.reason(
                    Code.UNORDERED_AGGREGATE,
                    name + " without ORDER BY",
                    place,
                    "Its order is not fixed, so another plan gives other bytes.",
                    "Add an ORDER BY that ends with a unique column: " + name + "(… ORDER BY " + uniqueColumns(level)
                            + ").");
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
        return !sorted.isEmpty() && !sub.level().isSetOperation() && determinesOutput(sub.level(), sorted);
    }

    void window(Node call, Level level, String place) {
        Facts.Function function = findings.facts().functions().get(call.oid("winfnoid"));
        String name = function == null ? "?" : function.name();
        Optional<Node> window = level.query().nodes("windowClause").stream()
                .filter(candidate -> candidate.number("winref") == call.number("winref"))
                .findFirst();
        if (function == null || !function.isBuiltIn() || window.isEmpty()) {
            findings.unknown("the window function " + name, place);
            return;
        }
        if (SHARED_BY_PEERS.contains(name)) {
            return;
        }
        boolean rowsFrame = (window.get().number("frameOptions") & ROWS_FRAME) != 0;
        if (!rowsFrame && (ANY_ORDER.contains(name) || (SUMS.contains(name) && exactArguments(call)))) {
            return;
        }
        if (level.isGrouped()) {
            findings.unknown("the window function " + name + " over groups", place);
            return;
        }
        List<Node> given = new ArrayList<>();
        for (String clause : List.of("partitionClause", "orderClause")) {
            for (Node item : window.get().nodes(clause)) {
                level.byReference(item.number("tleSortGroupRef")).ifPresent(given::add);
            }
        }
        if (!uniqueness.closure(level, given).allRows()) {
            ties(name + "()", place, level);
        }
    }

    private boolean exactArguments(Node call) {
        return call.nodes("args").stream().map(ExactTypes::typeOf).noneMatch(type -> type == null || isFloat(type));
    }

    /** ARRAY(SELECT …) keeps the order of its rows. */
    void array(Level inside) {
        List<Node> sorted = inside.isSetOperation() ? List.of() : inside.expressionsOf("sortClause");
        if (inside.isSetOperation() || !determinesOutput(inside, sorted)) {
            if (sorted.isEmpty()) {
                findings.reason(
                        Code.UNORDERED_AGGREGATE,
                        "ARRAY(SELECT …) without ORDER BY",
                        inside.place(),
                        "Its order is not fixed, so another plan gives other bytes.",
                        "Add an ORDER BY that ends with a unique column.");
            } else {
                ties("ARRAY(SELECT … ORDER BY)", inside.place(), inside);
            }
        }
    }

    private boolean isExactArgument(Node argument) {
        Node expression = argument.is("TARGETENTRY") ? argument.node("expr") : argument;
        if (expression == null) {
            return false;
        }
        if (isExact(expression)) {
            return true;
        }
        // a composed value, such as a json object, has the bytes of what it is composed of
        List<Node> variables = new ArrayList<>();
        Variables.ofLevel(expression, 0, variables);
        return !expression.is("VAR")
                && !variables.isEmpty()
                && variables.stream().allMatch(this::isExact);
    }

    private void unstable(String name, String place) {
        findings.reason(
                Code.UNSTABLE_BYTES,
                name,
                place,
                "Values of this type can be equal and look different, and which one is kept is arbitrary.",
                "Give the type a scale, for instance numeric(12,2), or cast the argument to text.");
    }

    private void ties(String construct, String place, Level level) {
        findings.reason(
                Code.TIES,
                construct,
                place,
                "Rows that are equal in its ORDER BY come in any order, so another plan can give other bytes.",
                "Add a unique column as the last one of its ORDER BY, for instance " + uniqueColumns(level) + ".");
    }

    /** The keys of the tables that a level reads, as an ORDER BY would name them. */
    private static String uniqueColumns(Level level) {
        List<String> names = new ArrayList<>();
        level.entries().values().forEach(entry -> {
            if (entry instanceof Level.Entry.Table table
                    && !table.use().table().uniqueKeys().isEmpty()) {
                table.use()
                        .table()
                        .uniqueKeys()
                        .get(0)
                        .forEach(number -> names.add(table.use().alias() + "."
                                + Objects.requireNonNull(
                                                table.use().table().columns().get(number))
                                        .name()));
            }
        });
        return names.isEmpty() ? "the key of its table" : String.join(", ", names);
    }

    private static String shown(Node expression, Level level) {
        List<ColumnUse> columns = Columns.of(expression, level);
        return columns.isEmpty() ? "an expression" : ColumnUse.shown(columns);
    }
}
