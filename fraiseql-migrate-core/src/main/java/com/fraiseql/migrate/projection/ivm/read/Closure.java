// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is determined, byte by byte, at one level once some of its expressions are: by equalities, and by unique keys,
 * which determine their row. The usual closure over functional dependencies.
 *
 * <p>References to outer levels are constants here. A row of the nullable side of an outer join is determined only
 * together with those of the other side, since whether it is missing depends on all of them.
 */
final class Closure {

    private final Facts facts;
    private final Level level;
    private final LevelFacts known;
    private final List<Node> given;
    private final UniqueSets unique;
    private final Set<LevelColumn> columns = new HashSet<>();
    private final Set<Integer> rows = new LinkedHashSet<>();

    Closure(Facts facts, Level level, List<Node> given, UniqueSets unique) {
        this.facts = facts;
        this.level = level;
        this.known = LevelFacts.of(facts, level);
        this.given = given;
        this.unique = unique;
        for (Node expression : given) {
            LevelColumn column = LevelColumn.of(expression, level);
            if (column != null && (column.isExact(facts) || isKeyOfItsRow(column))) {
                columns.add(column);
            }
        }
        while (grow()) {
            // until nothing more follows
        }
    }

    /** A unique column has no two values that are equal, so its bytes are determined as well. */
    private boolean isKeyOfItsRow(LevelColumn column) {
        return level.entries().get(column.entry()) instanceof Level.Entry.Table table
                && table.use().table().uniqueKeys().contains(List.of(column.number()));
    }

    private boolean grow() {
        boolean grown = false;
        for (LevelFacts.Equality equality : known.equalities()) {
            if (rows.containsAll(equality.needs())) {
                if (equality.from() == null || columns.contains(equality.from())) {
                    grown |= add(equality.to());
                }
            }
        }
        for (int entry : known.items()) {
            if (!rows.contains(entry) && isDetermined(entry)) {
                grown |= rows.add(entry);
                grown |= columns.addAll(known.columns(entry));
            }
        }
        return grown;
    }

    private boolean add(LevelColumn column) {
        return column.isExact(facts) && columns.add(column);
    }

    private boolean isDetermined(int number) {
        if (!rows.containsAll(known.preserved(number))) {
            return false;
        }
        Level.Entry entry = level.entries().get(number);
        if (entry instanceof Level.Entry.Table table) {
            return table.use().table().uniqueKeys().stream().anyMatch(key -> has(number, key));
        }
        if (entry instanceof Level.Entry.Sub sub) {
            return (!sub.lateral() || othersAreDetermined(number))
                    && unique.sets(sub.level()).stream().anyMatch(key -> has(number, key));
        }
        return entry instanceof Level.Entry.Computed computed
                && othersAreDetermined(number)
                && (computed.single()
                        || (computed.ordinality() != null && has(number, List.of(computed.ordinality()))));
    }

    private boolean has(int entry, List<Integer> numbers) {
        return numbers.stream()
                .allMatch(number ->
                        columns.stream().anyMatch(column -> column.entry() == entry && column.number() == number));
    }

    /** Those that are no function calls and not lateral, on which it may depend. */
    private boolean othersAreDetermined(int number) {
        return known.items().stream().filter(other -> other < number).allMatch(rows::contains);
    }

    /** Whether every row that the level reads is determined. */
    boolean allRows() {
        return rows.containsAll(known.items());
    }

    /** Whether an expression is determined. */
    boolean determines(@Nullable Object expression) {
        if (given.contains(expression) && expression instanceof Node node && ExactTypes.isExact(facts, node)) {
            return true;
        }
        List<Node> variables = new ArrayList<>();
        Variables.ofLevel(expression, 0, variables);
        return variables.stream().allMatch(this::determinesVariable);
    }

    private boolean determinesVariable(Node variable) {
        int number = variable.number("varno");
        if (rows.contains(number)) {
            return true;
        }
        Level.Entry entry = level.entries().get(number);
        if (entry instanceof Level.Entry.Join join) {
            return variable.number("varattno") > 0
                    ? determines(join.aliases().get(variable.number("varattno") - 1))
                    : determines(join.aliases());
        }
        if (entry instanceof Level.Entry.Group group) {
            return determines(group.expressions().get(variable.number("varattno") - 1));
        }
        return columns.contains(new LevelColumn(number, variable.number("varattno"), ExactTypes.Type.of(variable)));
    }
}
