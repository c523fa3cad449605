// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT of a view, with what its range table stands for. Each reference to a CTE or a view has a level of its own:
 * their paths differ.
 */
final class Level {

    private final Node query;
    private final @Nullable Level outer;
    private final String place;
    private final boolean nullable;
    private final Map<Integer, Entry> entries = new LinkedHashMap<>();
    private final Set<Integer> nullableEntries = new HashSet<>();
    private final Set<Integer> demanded = new HashSet<>();

    /**
     * Creates it.
     *
     * @param outer the level that its outer references mean, {@code null} for a view
     * @param place where it stands, in words
     * @param nullable whether it is on the nullable side of an outer join
     */
    Level(Node query, @Nullable Level outer, String place, boolean nullable) {
        this.query = query;
        this.outer = outer;
        this.place = place;
        this.nullable = nullable;
    }

    Node query() {
        return query;
    }

    String place() {
        return place;
    }

    boolean nullable() {
        return nullable;
    }

    @Nullable
    Level outer() {
        return outer;
    }

    /** The level that many levels up. */
    Level up(int levels) {
        Level level = this;
        for (int i = 0; i < levels; i++) {
            if (level.outer == null) {
                throw new IllegalStateException(place + " refers to a level that is not there");
            }
            level = level.outer;
        }
        return level;
    }

    /** What its range table stands for, by number: only what its FROM reaches, and joins and groups. */
    Map<Integer, Entry> entries() {
        return entries;
    }

    void put(int number, Entry entry, boolean onNullableSide) {
        entries.put(number, entry);
        if (onNullableSide) {
            nullableEntries.add(number);
        }
    }

    boolean isNullable(int number) {
        return nullable || nullableEntries.contains(number);
    }

    /** Whether an output column is asked for the first time. */
    boolean demand(int column) {
        return demanded.add(column);
    }

    /** The columns that it gives, without those that only sort or group. */
    List<Node> outputs() {
        return query.nodes("targetList").stream()
                .filter(target -> !target.flag("resjunk"))
                .toList();
    }

    Optional<Node> output(int column) {
        return query.nodes("targetList").stream()
                .filter(target -> target.number("resno") == column)
                .findFirst();
    }

    boolean isSetOperation() {
        return query.has("setOperations");
    }

    /** The branches of its set operations, by their number in the range table. */
    List<Integer> branches() {
        List<Integer> found = new ArrayList<>();
        branches(query.node("setOperations"), found);
        return found;
    }

    private static void branches(@Nullable Node node, List<Integer> found) {
        if (node == null) {
            return;
        }
        if (node.is("RANGETBLREF")) {
            found.add(node.number("rtindex"));
        } else {
            branches(node.node("larg"), found);
            branches(node.node("rarg"), found);
        }
    }

    boolean isGrouped() {
        return query.filled("groupClause") || query.filled("groupingSets");
    }

    boolean isAggregated() {
        return query.flag("hasAggs") || isGrouped() || query.has("havingQual");
    }

    /** The target expressions that clauses of this kind sort or group by, in their order. */
    List<Node> expressionsOf(String clause) {
        return query.nodes(clause).stream()
                .flatMap(item -> byReference(item.number("tleSortGroupRef")).stream())
                .toList();
    }

    Optional<Node> byReference(int reference) {
        return query.nodes("targetList").stream()
                .filter(target -> target.number("ressortgroupref") == reference)
                .findFirst()
                .flatMap(target -> Optional.ofNullable(target.node("expr")));
    }

    /** Every use of a table in its FROM, at any depth, but not those in sub-selects of its expressions. */
    Set<TableUse> uses() {
        Set<TableUse> uses = new LinkedHashSet<>();
        entries.keySet().forEach(number -> uses.addAll(uses(number)));
        return uses;
    }

    /** The same of one entry. */
    Set<TableUse> uses(int number) {
        Entry entry = entries.get(number);
        if (entry instanceof Entry.Table table) {
            return Set.of(table.use());
        }
        return entry instanceof Entry.Sub sub ? sub.level().uses() : Set.of();
    }

    /** What an entry of a level's range table is. */
    sealed interface Entry {

        /** A base table. */
        record Table(TableUse use) implements Entry {}

        /**
         * A sub-select, a view or a CTE.
         *
         * @param level its query
         * @param lateral whether it may refer to the entries before it
         * @param computedWhole whether it is a CTE that PostgreSQL computes as a whole
         */
        record Sub(Level level, boolean lateral, boolean computedWhole) implements Entry {}

        /** A join: what its columns stand for. */
        record Join(List<Node> aliases) implements Entry {}

        /** The grouped columns of PostgreSQL 18: what they stand for. */
        record Group(List<Node> expressions) implements Entry {}

        /**
         * Functions, VALUES and the like: rows that come from no table.
         *
         * @param single whether it gives one row
         * @param ordinality the number of the column that counts the rows, {@code null} without one
         */
        record Computed(boolean single, @Nullable Integer ordinality) implements Entry {}
    }
}
