// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which columns of a level's output no two of its rows have in common. What cannot be proven does not hold. */
final class Uniqueness implements UniqueSets {

    private final Facts facts;

    Uniqueness(Facts facts) {
        this.facts = facts;
    }

    /** What is determined at a level once some of its expressions are. */
    Closure closure(Level level, List<Node> given) {
        return new Closure(facts, level, given, this);
    }

    /** Whether no two rows have all of these columns in common. */
    boolean holds(Level level, Set<Integer> columns) {
        Node query = level.query();
        if (level.isSetOperation()) {
            return isDistinct(query.node("setOperations")) && columns.containsAll(visible(level));
        }
        if (query.flag("hasTargetSRFs") || query.filled("groupingSets")) {
            return false;
        }
        if (isOneRow(level)) {
            return true;
        }
        List<Node> given = columns.stream()
                .map(column -> expression(level, column))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        Closure closure = closure(level, given);
        if (query.filled("distinctClause")
                && level.expressionsOf("distinctClause").stream().allMatch(closure::determines)) {
            return true;
        }
        if (query.filled("groupClause")) {
            return level.expressionsOf("groupClause").stream().allMatch(closure::determines);
        }
        return closure.allRows();
    }

    /** Whether the rows that a level gives are determined once some expressions are. */
    boolean determinesOutput(Level level, List<Node> given) {
        Closure closure = closure(level, given);
        if (level.isGrouped()) {
            return level.expressionsOf("groupClause").stream().allMatch(closure::determines);
        }
        return closure.allRows()
                || level.outputs().stream().allMatch(target -> closure.determines(target.value("expr")));
    }

    /** Sets of columns for which it holds: those that are likely to be asked for. */
    @Override
    public List<List<Integer>> sets(Level level) {
        Set<List<Integer>> candidates = new LinkedHashSet<>();
        candidates.add(List.of());
        if (level.query().filled("distinctClause") || level.isSetOperation()) {
            candidates.add(visible(level));
        }
        candidates.add(referenced(level, "distinctClause"));
        candidates.add(referenced(level, "groupClause"));
        List<Integer> together = new ArrayList<>();
        level.entries().forEach((number, entry) -> {
            for (List<Integer> key : keys(entry)) {
                List<Integer> outputs = outputs(level, number, key);
                if (outputs.size() == key.size()) {
                    candidates.add(outputs);
                    together.addAll(outputs);
                    break;
                }
            }
        });
        candidates.add(together);
        return candidates.stream()
                .filter(candidate -> holds(level, Set.copyOf(candidate)))
                .toList();
    }

    private List<List<Integer>> keys(Level.Entry entry) {
        if (entry instanceof Level.Entry.Table table) {
            return table.use().table().uniqueKeys();
        }
        return entry instanceof Level.Entry.Sub sub ? sets(sub.level()) : List.of();
    }

    private static List<Integer> outputs(Level level, int entry, List<Integer> key) {
        List<Integer> found = new ArrayList<>();
        for (int number : key) {
            level.outputs().stream()
                    .filter(target -> Optional.ofNullable(LevelColumn.of(target.node("expr"), level))
                            .filter(column -> column.entry() == entry && column.number() == number)
                            .isPresent())
                    .findFirst()
                    .ifPresent(target -> found.add(target.number("resno")));
        }
        return found;
    }

    private static List<Integer> referenced(Level level, String clause) {
        Set<Integer> references = new LinkedHashSet<>();
        level.query().nodes(clause).forEach(item -> references.add(item.number("tleSortGroupRef")));
        return level.outputs().stream()
                .filter(target -> references.contains(target.number("ressortgroupref")))
                .map(target -> target.number("resno"))
                .toList();
    }

    private static List<Integer> visible(Level level) {
        return level.outputs().stream().map(target -> target.number("resno")).toList();
    }

    /** Whether it gives one row at the most, whatever the tables have. */
    private static boolean isOneRow(Level level) {
        Node query = level.query();
        if (query.flag("hasAggs") && !query.filled("groupClause")) {
            return true;
        }
        Node limit = query.node("limitCount");
        if (limit != null && limit.is("FUNCEXPR") && limit.nodes("args").size() == 1) {
            // a literal is an integer, which is cast
            limit = limit.nodes("args").get(0);
        }
        return limit != null && limit.is("CONST") && isOne(limit.value("constvalue"));
    }

    /** The bytes of the integer 1, in either order. */
    private static boolean isOne(@Nullable Object value) {
        if (!(value instanceof List<?> parts) || parts.size() != 2 || !(parts.get(1) instanceof List<?> bytes)) {
            return false;
        }
        return bytes.stream().filter(digit -> !"0".equals(digit)).count() == 1
                && ("1".equals(bytes.get(0)) || "1".equals(bytes.get(bytes.size() - 1)));
    }

    private static @Nullable Node expression(Level level, int column) {
        return level.output(column).map(target -> target.node("expr")).orElse(null);
    }

    private static boolean isDistinct(@Nullable Node operation) {
        return operation != null && operation.has("op") && !operation.flag("all");
    }
}
