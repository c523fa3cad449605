// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.Edge;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.decide.Occurrence;
import com.fraiseql.migrate.projection.ivm.derive.Crossing.Reach;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plans the walk of one table: what it reads from the queue, and how that leads to the keys. */
final class WalkPlanner {

    private final Maintained table;
    private final List<Maintained> all;
    private final List<Source> sources;
    private final boolean fine;
    private final Map<Source, List<Reading.Part>> parts = new LinkedHashMap<>();
    private int groups;

    WalkPlanner(Maintained table, List<Maintained> all, List<Source> sources, IvmOptions options) {
        this.table = table;
        this.all = all;
        this.sources = sources;
        this.fine = table.hasFineLocks(options.locks());
    }

    TablePlan plan() {
        List<Crossing> crossings = new ArrayList<>();
        for (Edge edge : table.edges()) {
            crossings.add(crossing(edge, crossings.size() + 1));
        }
        return new TablePlan(
                table,
                fine,
                parts.entrySet().stream()
                        .map(e -> new Reading(e.getKey(), e.getKey().mask(table.displayName()), e.getValue()))
                        .toList(),
                crossings,
                new Arrays("k", table.shape().scopeTypes()),
                all.stream()
                        .map(Maintained::displayName)
                        .filter(other -> table.reads().contains(other) && !other.equals(table.displayName()))
                        .toList());
    }

    private Crossing crossing(Edge edge, int number) {
        Occurrence outer = table.occurrence(edge.outer());
        Occurrence inner = edge.endsAtKey() ? null : table.occurrence(edge.inner());
        Arrays touched = read(outer, Group.Kind.TOUCHED, edge.outerColumns());
        Arrays moved = inner == null || !fine ? null : read(inner, Group.Kind.MOVED, edge.innerColumns());
        long seed = LockNumber.seed(
                table.displayName(),
                "edge/" + edge.outer() + edge.outerColumns() + "/" + edge.inner() + edge.innerColumns());
        return new Crossing(
                edge,
                outer,
                inner,
                new Arrays("x" + number, touched.types()),
                touched,
                moved,
                seed,
                reach(edge, inner));
    }

    private Reach reach(Edge edge, @Nullable Occurrence inner) {
        boolean then = table.edges().stream()
                .anyMatch(next -> !edge.endsAtKey() && next.outer() == edge.inner() && leadsToMany(next));
        if (inner == null || isOne(edge)) {
            return then ? Reach.ONE_THEN_MANY : Reach.ONE;
        }
        return then ? Reach.MANY_THEN_MANY : Reach.MANY;
    }

    private boolean leadsToMany(Edge edge) {
        return !edge.endsAtKey()
                && (!isOne(edge)
                        || table.edges().stream().anyMatch(next -> next.outer() == edge.inner() && leadsToMany(next)));
    }

    /** Whether a value leads to one row of the inner table at most. */
    private boolean isOne(Edge edge) {
        List<String> key = table.occurrence(edge.inner()).table().key();
        return !key.isEmpty() && edge.innerColumns().containsAll(key);
    }

    private Arrays read(Occurrence occurrence, Group.Kind kind, List<String> columns) {
        Source source = sources.stream()
                .filter(s -> s.table().displayName().equals(occurrence.table().displayName()))
                .findFirst()
                .orElseThrow();
        Group group = source.group(kind, columns);
        List<Reading.Part> known = parts.computeIfAbsent(source, k -> new ArrayList<>());
        return known.stream()
                .filter(p -> p.group().equals(group))
                .map(Reading.Part::into)
                .findFirst()
                .orElseGet(() -> {
                    Arrays into = new Arrays(
                            "g" + ++groups,
                            group.slots().stream().map(Slot::type).toList());
                    known.add(new Reading.Part(group, into));
                    return into;
                });
    }
}
