// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows an expression to the columns of base tables that it is, through joins, groups, sub-selects, CTEs, views and
 * set operations: only as far as a condition on the expression is one on the rows of the tables.
 *
 * <p>A condition does not pass a LIMIT, a window that is not partitioned by the column, a DISTINCT ON that does not
 * have it, grouping sets, and an aggregate without GROUP BY: there a row can change the output of rows with other
 * values.
 */
final class Columns {

    private Columns() {}

    /** The columns, one for each branch of a set operation that it passes; empty if it is something else. */
    static List<ColumnUse> of(Node expression, Level level) {
        return of(expression, level, false);
    }

    private static List<ColumnUse> of(Node expression, Level level, boolean whole) {
        if (expression.is("RELABELTYPE")) {
            Node inner = expression.node("arg");
            return inner == null ? List.of() : of(inner, level, whole);
        }
        if (!expression.is("VAR")) {
            return List.of();
        }
        Level at = level.up(expression.number("varlevelsup"));
        int column = expression.number("varattno");
        Level.Entry entry = at.entries().get(expression.number("varno"));
        if (column < 1 || entry == null) {
            return List.of();
        }
        if (entry instanceof Level.Entry.Table table) {
            return table.use().table().columns().containsKey(column)
                    ? List.of(new ColumnUse(table.use(), column, whole))
                    : List.of();
        }
        if (entry instanceof Level.Entry.Join join) {
            return of(join.aliases().get(column - 1), at, whole);
        }
        if (entry instanceof Level.Entry.Group group) {
            return of(group.expressions().get(column - 1), at, whole);
        }
        return entry instanceof Level.Entry.Sub sub
                ? ofOutput(sub.level(), column, whole || sub.computedWhole())
                : List.of();
    }

    /** The same of a column that a level gives. */
    static List<ColumnUse> ofOutput(Level level, int column, boolean whole) {
        Optional<Node> target = level.output(column);
        if (target.isEmpty() || barrier(level, target.get()).isPresent()) {
            return List.of();
        }
        if (level.isSetOperation()) {
            List<ColumnUse> all = new ArrayList<>();
            for (int branch : level.branches()) {
                List<ColumnUse> found = level.entries().get(branch) instanceof Level.Entry.Sub sub
                        ? ofOutput(sub.level(), column, whole)
                        : List.of();
                if (found.isEmpty()) {
                    return List.of();
                }
                all.addAll(found);
            }
            return all;
        }
        Node expression = target.get().node("expr");
        return expression == null ? List.of() : of(expression, level, whole);
    }

    /** What keeps a condition on an output column from being one on the rows that it is made of. */
    static Optional<String> barrier(Level level, Node target) {
        Node query = level.query();
        if (query.has("limitCount") || query.has("limitOffset")) {
            return Optional.of("LIMIT");
        }
        if (query.filled("groupingSets")) {
            return Optional.of("GROUPING SETS");
        }
        if (query.flag("hasAggs") && !query.filled("groupClause")) {
            return Optional.of("an aggregate without GROUP BY");
        }
        for (Node window : query.nodes("windowClause")) {
            if (!isAmong(level, target, window.nodes("partitionClause"))) {
                return Optional.of("a window that is not partitioned by " + target.text("resname"));
            }
        }
        if (query.flag("hasDistinctOn") && !isAmong(level, target, query.nodes("distinctClause"))) {
            return Optional.of("DISTINCT ON without " + target.text("resname"));
        }
        return Optional.empty();
    }

    private static boolean isAmong(Level level, Node target, List<Node> clause) {
        Set<Integer> references =
                clause.stream().map(item -> item.number("tleSortGroupRef")).collect(Collectors.toSet());
        Object expression = target.value("expr");
        return references.contains(target.number("ressortgroupref"))
                || references.stream()
                        .anyMatch(reference -> level.byReference(reference)
                                .filter(other -> other.equals(expression))
                                .isPresent());
    }
}
