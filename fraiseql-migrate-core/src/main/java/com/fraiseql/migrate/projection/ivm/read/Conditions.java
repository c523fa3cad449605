// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the conditions of a level's WHERE and ON for links.
 *
 * <p>A conjunct of WHERE or of an inner join reaches every use in the level's FROM; one of an outer join's ON only
 * those of the side that may be missing. None of them reaches a use of an outer level: what is outside is there whether
 * the condition holds or not.
 */
final class Conditions {

    private final Findings findings;
    private final Level level;
    private final Expressions expressions;

    Conditions(Findings findings, Level level, Expressions expressions) {
        this.findings = findings;
        this.level = level;
        this.expressions = expressions;
    }

    void read() {
        Node from = level.query().node("jointree");
        if (from != null) {
            join(from);
        }
    }

    private void join(Node node) {
        if (node.is("FROMEXPR")) {
            node.nodes("fromlist").forEach(this::join);
            conjuncts(node.node("quals"), level.uses());
        } else if (node.is("JOINEXPR")) {
            JoinKind kind = JoinKind.of(node);
            join(kind.left(node));
            join(kind.right(node));
            Set<TableUse> into = new HashSet<>();
            if (kind == JoinKind.INNER || kind.rightNullable()) {
                into.addAll(uses(kind.right(node)));
            }
            if (kind == JoinKind.INNER || kind.leftNullable()) {
                into.addAll(uses(kind.left(node)));
            }
            conjuncts(node.node("quals"), kind == JoinKind.FULL ? Set.of() : into);
        }
    }

    private Set<TableUse> uses(Node join) {
        Set<TableUse> uses = new LinkedHashSet<>();
        if (join.is("RANGETBLREF")) {
            uses.addAll(level.uses(join.number("rtindex")));
        } else {
            uses.addAll(uses(JoinKind.of(join).left(join)));
            uses.addAll(uses(JoinKind.of(join).right(join)));
        }
        return uses;
    }

    private void conjuncts(@Nullable Node condition, Set<TableUse> into) {
        if (condition == null) {
            return;
        }
        if (condition.is("BOOLEXPR") && condition.text("boolop").equals("and")) {
            condition.nodes("args").forEach(argument -> conjuncts(argument, into));
            return;
        }
        link(condition, into);
        expressions.follow(condition, level, "its conditions", true);
    }

    private void link(Node condition, Set<TableUse> into) {
        List<Node> arguments = condition.nodes("args");
        if (condition.is("OPEXPR") && arguments.size() == 2 && findings.facts().isEquality(condition)) {
            List<ColumnUse> left = Columns.of(arguments.get(0), level);
            List<ColumnUse> right = Columns.of(arguments.get(1), level);
            add(left, right, into);
            arguments.forEach(this::barrier);
        }
    }

    /** Remembers what the condition does not pass, to be told if nothing else links the uses below it. */
    private void barrier(Node side) {
        if (side.is("VAR")
                && side.number("varlevelsup") == 0
                && level.entries().get(side.number("varno")) instanceof Level.Entry.Sub sub) {
            sub.level()
                    .output(side.number("varattno"))
                    .flatMap(target -> Columns.barrier(sub.level(), target))
                    .ifPresent(what -> sub.level()
                            .uses()
                            .forEach(use -> findings.barriers().put(use, what)));
        }
    }

    private void add(List<ColumnUse> left, List<ColumnUse> right, Set<TableUse> into) {
        if (!left.isEmpty() && !right.isEmpty() && LinkTypes.same(findings.facts(), left, right)) {
            findings.links().add(new Link(left, right, into));
        }
    }

    /**
     * The links of {@code x IN (SELECT y …)} into the sub-select. A row there can only matter to a row outside that is
     * equal, unless one of the two is NULL; and that is of no importance where the condition must hold.
     *
     * @param mustHold whether it is a conjunct, not negated
     */
    void membership(Node sublink, Level inside, boolean mustHold) {
        for (Node equality : equalities(sublink.node("testexpr"))) {
            List<Node> arguments = equality.nodes("args");
            if (arguments.size() != 2
                    || !findings.facts().isEquality(equality)
                    || !arguments.get(1).is("PARAM")) {
                continue;
            }
            List<ColumnUse> outside = Columns.of(arguments.get(0), level);
            List<ColumnUse> within = Columns.ofOutput(inside, arguments.get(1).number("paramid"), false);
            if (mustHold || (neverNull(outside) && neverNull(within))) {
                add(outside, within, inside.uses());
            }
        }
    }

    private static List<Node> equalities(@Nullable Node test) {
        List<Node> found = new ArrayList<>();
        if (test != null && test.is("BOOLEXPR") && test.text("boolop").equals("and")) {
            test.nodes("args").forEach(argument -> found.addAll(equalities(argument)));
        } else if (test != null && test.is("OPEXPR")) {
            found.add(test);
        }
        return found;
    }

    private static boolean neverNull(List<ColumnUse> columns) {
        return columns.stream()
                .allMatch(column -> column.column().notNull() && !column.use().nullable());
    }
}
