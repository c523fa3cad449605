// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import com.fraiseql.migrate.projection.ivm.decide.Edge;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.decide.Occurrence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds what is to be captured of each base table, for all the views that read it together. */
final class SourcePlanner {

    private final List<Maintained> tables;
    private final IvmOptions options;

    SourcePlanner(List<Maintained> tables, IvmOptions options) {
        this.tables = tables;
        this.options = options;
    }

    /** By the base tables' names. */
    List<Source> sources() {
        Map<String, BaseTable> bases = new TreeMap<>();
        for (Maintained table : tables) {
            table.occurrences().forEach(o -> bases.putIfAbsent(o.table().displayName(), o.table()));
        }
        return bases.values().stream().map(this::source).toList();
    }

    private Source source(BaseTable base) {
        Set<List<String>> touched = new LinkedHashSet<>();
        Set<List<String>> moved = new LinkedHashSet<>();
        for (Maintained table : tables) {
            for (Edge edge : table.edges()) {
                if (isOf(table.occurrence(edge.outer()), base)) {
                    touched.add(edge.outerColumns());
                }
                if (!edge.endsAtKey()
                        && isOf(table.occurrence(edge.inner()), base)
                        && table.hasFineLocks(options.locks())) {
                    moved.add(edge.innerColumns());
                }
            }
        }
        Map<String, Integer> used = new HashMap<>();
        List<Group> groups = new ArrayList<>();
        touched.forEach(columns -> groups.add(group(Group.Kind.TOUCHED, columns, base, used)));
        moved.forEach(columns -> groups.add(group(Group.Kind.MOVED, columns, base, used)));
        List<Concern> concerns = concerns(base);
        boolean wholesale = groups.stream()
                .flatMap(g -> g.columns().stream())
                .map(c -> base.column(c).orElseThrow())
                .anyMatch(c -> !c.stored() || c.type().endsWith("[]"));
        boolean maintained = tables.stream().anyMatch(t -> t.displayName().equals(base.displayName()));
        int number = LockNumber.layout(base.displayName()
                + groups
                + base.key()
                + wholesale
                + concerns.stream().map(c -> c.bit() + "=" + c.columns()).toList());
        return new Source(base, number, groups, concerns, wholesale, maintained);
    }

    private static boolean isOf(Occurrence occurrence, BaseTable base) {
        return occurrence.table().displayName().equals(base.displayName());
    }

    private static Group group(Group.Kind kind, List<String> columns, BaseTable base, Map<String, Integer> used) {
        List<Slot> slots = columns.stream()
                .map(c -> base.column(c)
                        .orElseThrow(() -> new IllegalArgumentException(base.displayName() + " has no column " + c))
                        .type())
                .map(type -> new Slot(type, used.merge(type, 1, Integer::sum)))
                .toList();
        return new Group(kind, columns, slots);
    }

    /** Tables that use the same columns share a bit. */
    private List<Concern> concerns(BaseTable base) {
        Map<List<String>, List<String>> byColumns = new LinkedHashMap<>();
        for (Maintained table : tables) {
            TreeSet<String> used = new TreeSet<>();
            table.occurrences().stream().filter(o -> isOf(o, base)).forEach(o -> {
                used.addAll(o.used());
                links(table, o).forEach(used::addAll);
            });
            if (table.occurrences().stream().anyMatch(o -> isOf(o, base))) {
                byColumns
                        .computeIfAbsent(List.copyOf(used), k -> new ArrayList<>())
                        .add(table.displayName());
            }
        }
        List<Concern> concerns = new ArrayList<>();
        byColumns.forEach((columns, names) ->
                concerns.add(new Concern(Math.min(concerns.size(), Concern.BITS - 1), columns, names)));
        return concerns;
    }

    private static List<Collection<String>> links(Maintained table, Occurrence occurrence) {
        List<Collection<String>> links = new ArrayList<>();
        for (Edge edge : table.edges()) {
            if (edge.outer() == occurrence.number()) {
                links.add(edge.outerColumns());
            }
            if (edge.inner() == occurrence.number()) {
                links.add(edge.innerColumns());
            }
        }
        return links;
    }
}
