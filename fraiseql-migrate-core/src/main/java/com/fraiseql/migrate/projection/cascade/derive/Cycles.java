// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.Cycle;
import com.fraiseql.migrate.projection.cascade.Cycle.Kind;
import com.fraiseql.migrate.projection.cascade.ServerEffect.Action;
import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.EntityFacts;
import com.fraiseql.migrate.projection.cascade.read.ForeignKey;
import com.fraiseql.migrate.projection.cascade.read.Schema;
import com.fraiseql.migrate.projection.cascade.read.Use;
import com.fraiseql.migrate.projection.table.DependencyOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The circles among changes: strongly connected parts of what leads from one change to another. */
final class Cycles {

    /** What leads from one change to another, and the foreign key by which it does. */
    private record Arrow(Place from, Place to, String constraint) {}

    /** A table, of an update also the column. */
    private record Place(String table, String column) {

        String key() {
            return table + "\u0000" + column;
        }
    }

    private Cycles() {}

    static List<Cycle> of(CascadeFacts facts) {
        Schema schema = facts.schema();
        List<Arrow> deletes = new ArrayList<>();
        List<Arrow> updates = new ArrayList<>();
        for (ForeignKey key : schema.foreignKeys()) {
            String from = schema.top(key.target()).displayName();
            String to = schema.top(key.table()).displayName();
            if (key.onDelete() == Action.DELETE) {
                deletes.add(new Arrow(new Place(from, ""), new Place(to, ""), key.name()));
            }
            if (key.onUpdate() != Action.REFUSE) {
                updates(key, from, to, updates);
            }
        }
        List<Cycle> cycles = new ArrayList<>();
        cycles.addAll(among(deletes, Kind.DELETE));
        cycles.addAll(among(updates, Kind.UPDATE));
        cycles.addAll(among(readTables(facts), Kind.READ_TABLES));
        return cycles;
    }

    private static void updates(ForeignKey key, String from, String to, List<Arrow> updates) {
        for (int i = 0; i < key.columns().size(); i++) {
            for (int j = 0; j < key.columns().size(); j++) {
                if (i == j || key.onUpdate() != Action.UPDATE) {
                    updates.add(new Arrow(
                            new Place(from, key.targetColumns().get(i)),
                            new Place(to, key.columns().get(j)),
                            key.name()));
                }
            }
        }
    }

    private static List<Arrow> readTables(CascadeFacts facts) {
        List<Arrow> arrows = new ArrayList<>();
        Set<Long> filled = new LinkedHashSet<>();
        facts.entities().forEach(entity -> filled.add(entity.readTable()));
        for (EntityFacts entity : facts.entities()) {
            for (Use use : entity.uses()) {
                boolean own = use.place()
                        .relation()
                        .equals(entity.entity().relations().readTable());
                if (entity.readTable() != 0 && filled.contains(use.table()) && !own) {
                    arrows.add(new Arrow(
                            new Place(facts.schema().table(use.table()).displayName(), ""),
                            new Place(facts.schema().table(entity.readTable()).displayName(), ""),
                            ""));
                }
            }
        }
        return arrows;
    }

    private static List<Cycle> among(List<Arrow> arrows, Kind kind) {
        Map<String, Set<String>> before = new TreeMap<>();
        for (Arrow arrow : arrows) {
            before.computeIfAbsent(arrow.to().key(), key -> new TreeSet<>())
                    .add(arrow.from().key());
            before.computeIfAbsent(arrow.from().key(), key -> new TreeSet<>());
        }
        List<List<String>> circles = new ArrayList<>(
                DependencyOrder.of(List.copyOf(before.keySet()), key -> key, key -> before.getOrDefault(key, Set.of()))
                        .cycles());
        before.forEach((key, needed) -> {
            if (needed.contains(key) && circles.stream().noneMatch(circle -> circle.contains(key))) {
                circles.add(List.of(key));
            }
        });
        return circles.stream()
                .map(circle -> cycle(circle, arrows, kind))
                .sorted((one, other) ->
                        one.tables().toString().compareTo(other.tables().toString()))
                .distinct()
                .toList();
    }

    private static Cycle cycle(List<String> circle, List<Arrow> arrows, Kind kind) {
        Set<String> tables = new TreeSet<>();
        Set<String> constraints = new TreeSet<>();
        for (Arrow arrow : arrows) {
            if (circle.contains(arrow.from().key())
                    && circle.contains(arrow.to().key())) {
                tables.add(arrow.from().table());
                tables.add(arrow.to().table());
                if (!arrow.constraint().isEmpty()) {
                    constraints.add(arrow.constraint());
                }
            }
        }
        return new Cycle(kind, List.copyOf(tables), List.copyOf(constraints));
    }
}
