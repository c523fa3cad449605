// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a level's FROM and WHERE say of its columns: which are equal, what each entry is unique by, and which entries
 * are on the nullable side of what.
 */
final class LevelFacts {

    private final Facts facts;
    private final Level level;
    private final List<Equality> equalities = new ArrayList<>();
    private final Set<Integer> items = new LinkedHashSet<>();
    private final Map<Integer, Set<Integer>> preserved = new HashMap<>();

    private LevelFacts(Facts facts, Level level) {
        this.facts = facts;
        this.level = level;
    }

    static LevelFacts of(Facts facts, Level level) {
        LevelFacts known = new LevelFacts(facts, level);
        Node from = level.query().node("jointree");
        if (from != null) {
            known.read(from, Set.of());
        }
        return known;
    }

    /**
     * A column that is determined as soon as another one is.
     *
     * @param from the other column, {@code null} if it is a constant
     * @param to the column
     * @param needs the entries whose rows must be determined first
     */
    record Equality(@Nullable LevelColumn from, LevelColumn to, Set<Integer> needs) {}

    List<Equality> equalities() {
        return equalities;
    }

    /** The entries that FROM has, by number. */
    Set<Integer> items() {
        return items;
    }

    /** The entries without which an entry's row is not determined. */
    Set<Integer> preserved(int number) {
        return preserved.getOrDefault(number, Set.of());
    }

    /** The columns of an entry that is a table or a sub-select, as far as their types are known. */
    List<LevelColumn> columns(int number) {
        List<LevelColumn> columns = new ArrayList<>();
        Level.Entry entry = level.entries().get(number);
        if (entry instanceof Level.Entry.Table table) {
            for (Facts.Column column : table.use().table().columns().values()) {
                columns.add(new LevelColumn(
                        number,
                        column.number(),
                        new ExactTypes.Type(column.type(), column.modifier(), column.collation())));
            }
        } else if (entry instanceof Level.Entry.Sub sub) {
            for (Node target : sub.level().outputs()) {
                Node expression = target.node("expr");
                ExactTypes.Type type = expression == null ? null : ExactTypes.typeOf(expression);
                if (type != null) {
                    columns.add(new LevelColumn(number, target.number("resno"), type));
                }
            }
        }
        return columns;
    }

    /** Reads a part of FROM, and gives the entries in it. */
    private Set<Integer> read(Node node, Set<Integer> needs) {
        Set<Integer> found = new LinkedHashSet<>();
        if (node.is("RANGETBLREF")) {
            int number = node.number("rtindex");
            found.add(number);
            items.add(number);
            preserved.put(number, needs);
        } else if (node.is("FROMEXPR")) {
            node.nodes("fromlist").forEach(item -> found.addAll(read(item, needs)));
            equalities(node.node("quals"), needs, Set.of());
        } else {
            found.addAll(join(node, needs));
        }
        return found;
    }

    private Set<Integer> join(Node node, Set<Integer> needs) {
        JoinKind kind = JoinKind.of(node);
        Set<Integer> found = new LinkedHashSet<>();
        if (kind == JoinKind.RIGHT) {
            found.addAll(read(kind.right(node), needs));
            found.addAll(read(kind.left(node), with(needs, found)));
        } else {
            found.addAll(read(kind.left(node), kind == JoinKind.FULL ? with(needs, Set.of(0)) : needs));
            boolean nullable = kind.rightNullable();
            found.addAll(read(kind.right(node), nullable ? with(needs, found) : needs));
        }
        if (kind == JoinKind.INNER) {
            equalities(node.node("quals"), needs, Set.of());
        } else if (kind != JoinKind.FULL) {
            Set<Integer> outer = new LinkedHashSet<>();
            entries(kind == JoinKind.RIGHT ? kind.right(node) : kind.left(node), outer);
            equalities(node.node("quals"), with(needs, outer), outer);
        }
        return found;
    }

    private static void entries(Node node, Set<Integer> found) {
        if (node.is("RANGETBLREF")) {
            found.add(node.number("rtindex"));
        } else {
            entries(JoinKind.of(node).left(node), found);
            entries(JoinKind.of(node).right(node), found);
        }
    }

    private static Set<Integer> with(Set<Integer> some, Set<Integer> more) {
        Set<Integer> all = new LinkedHashSet<>(some);
        all.addAll(more);
        return all;
    }

    /**
     * The equalities of a condition.
     *
     * @param outer for the ON of an outer join the entries of the side that is never missing, whose columns do not
     *     follow from those of the other side
     */
    private void equalities(@Nullable Node condition, Set<Integer> needs, Set<Integer> outer) {
        if (condition == null) {
            return;
        }
        List<Node> arguments = condition.nodes("args");
        if (condition.is("BOOLEXPR") && condition.text("boolop").equals("and")) {
            arguments.forEach(argument -> equalities(argument, needs, outer));
        } else if (condition.is("OPEXPR") && arguments.size() == 2 && facts.isEquality(condition)) {
            equality(arguments.get(0), arguments.get(1), needs, outer);
            equality(arguments.get(1), arguments.get(0), needs, outer);
        }
    }

    private void equality(Node from, Node to, Set<Integer> needs, Set<Integer> outer) {
        LevelColumn column = LevelColumn.of(to, level);
        LevelColumn other = LevelColumn.of(from, level);
        if (column != null && !outer.contains(column.entry()) && (other != null || Variables.isConstant(from))) {
            equalities.add(new Equality(other, column, needs));
        }
    }
}
