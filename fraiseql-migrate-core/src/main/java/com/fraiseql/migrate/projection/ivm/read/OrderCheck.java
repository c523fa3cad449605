// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the order in which rows are read, which every plan may choose, decides the bytes of a result: aggregates that
 * keep an order, ties in ORDER BY, and values that are equal but not the same.
 */
final class OrderCheck {

    /** Window functions that rows with equal order share the result of. */
    private static final Set<String> SHARED_BY_PEERS = Set.of("rank", "dense_rank", "percent_rank", "cume_dist");

    private static final int ROWS_FRAME = 4;

    private final Findings findings;
    private final Uniqueness uniqueness;
    private final OrderReasons reasons;
    private final AggregateCheck aggregates;

    OrderCheck(Findings findings) {
        this.findings = findings;
        this.uniqueness = new Uniqueness(findings.facts());
        this.reasons = new OrderReasons(findings);
        this.aggregates = new AggregateCheck(findings, uniqueness);
    }

    AggregateCheck aggregates() {
        return aggregates;
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
            if (!uniqueness.determinesOutput(level, given)) {
                reasons.ties("DISTINCT ON", level.place(), level);
            }
        } else if (query.filled("distinctClause")) {
            same(level, level.expressionsOf("distinctClause"), "DISTINCT");
        }
        if (query.filled("groupClause")) {
            same(level, level.expressionsOf("groupClause"), "GROUP BY");
        }
        if ((query.has("limitCount") || query.has("limitOffset"))
                && !isOneRow(level)
                && !uniqueness.determinesOutput(level, sorted)) {
            reasons.ties(sorted.isEmpty() ? "LIMIT without ORDER BY" : "ORDER BY … LIMIT", level.place(), level);
        }
    }

    private static boolean isOneRow(Level level) {
        return level.query().flag("hasAggs") && !level.isGrouped();
    }

    /** Equal values with different bytes make the row that stands for a group arbitrary. */
    private void same(Level level, List<Node> expressions, String clause) {
        List<Node> exact = expressions.stream()
                .filter(expression -> ExactTypes.isExact(findings.facts(), expression))
                .toList();
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
        if (!rowsFrame && aggregates.isFreeOfOrder(name, call.nodes("args"))) {
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
            reasons.ties(name + "()", place, level);
        }
    }

    /** ARRAY(SELECT …) keeps the order of its rows. */
    void array(Level inside) {
        List<Node> sorted = inside.isSetOperation() ? List.of() : inside.expressionsOf("sortClause");
        if (inside.isSetOperation() || !uniqueness.determinesOutput(inside, sorted)) {
            if (sorted.isEmpty()) {
                reasons.unordered("ARRAY(SELECT …)", inside.place(), "");
            } else {
                reasons.ties("ARRAY(SELECT … ORDER BY)", inside.place(), inside);
            }
        }
    }

    private static String shown(Node expression, Level level) {
        List<ColumnUse> columns = Columns.of(expression, level);
        return columns.isEmpty() ? "an expression" : ColumnUse.shown(columns);
    }
}
