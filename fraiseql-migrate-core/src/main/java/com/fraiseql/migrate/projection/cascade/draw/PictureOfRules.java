// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.CascadeReport;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import com.fraiseql.migrate.projection.cascade.TableRules;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Arrow;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Draws rules: base tables, the views and read tables that are made of them, and the caches of those. What the server
 * refuses is not drawn.
 */
final class PictureOfRules {

    private final CascadeReport report;
    private final ShownNames names;
    private final Map<String, Entity> entities = new TreeMap<>();
    private final Map<String, String> filled = new LinkedHashMap<>();
    private final Map<String, Set<String>> own = new TreeMap<>();
    private final Set<String> tables = new TreeSet<>();
    private final Map<List<String>, Set<String>> actions = new LinkedHashMap<>();
    private final Map<List<String>, Boolean> reads = new LinkedHashMap<>();

    private PictureOfRules(CascadeReport report) {
        this.report = report;
        this.names = new ShownNames(report);
        for (Entity entity : report.entities()) {
            entities.put(entity.name(), entity);
            String readTable = entity.relations().readTable();
            if (readTable != null) {
                filled.put(readTable, entity.name());
            }
        }
    }

    static Picture of(CascadeReport report) {
        return new PictureOfRules(report).draw();
    }

    private Picture draw() {
        for (TableRules table : report.tables()) {
            table.rules().stream()
                    .filter(rule -> rule.change() != Change.TRUNCATE)
                    .forEach(rule -> rule(table.table(), rule));
        }
        Set<String> shown = new TreeSet<>();
        List<Arrow> arrows = new ArrayList<>();
        actions.forEach((ends, labels) -> arrows.add(new Arrow(ends.get(0), ends.get(1), List.copyOf(labels), false)));
        reads.forEach((ends, whole) -> {
            arrows.add(new Arrow(ends.get(0), ends.get(1), List.of(), whole));
            shown.add(ends.get(1));
        });
        List<Node> nodes = new ArrayList<>();
        tables.forEach(table -> nodes.add(new Node(table, Kind.TABLE, tableLines(table))));
        entities.forEach((name, entity) -> {
            if (shown.contains(projection(name))) {
                nodes.add(new Node(projection(name), Kind.PROJECTION, projectionLines(entity)));
                arrows.add(new Arrow(projection(name), cache(name), List.of(), false));
            }
            if (shown.contains(projection(name)) || shown.contains(cache(name))) {
                nodes.add(new Node(cache(name), Kind.CACHE, List.of(name, "by " + String.join(", ", entity.key()))));
            }
        });
        return new Picture(nodes, arrows);
    }

    private void rule(String table, Rule rule) {
        for (ServerEffect effect : rule.server()) {
            String label = label(rule.change(), effect);
            if (!label.isEmpty() && effect.from().equals(table)) {
                tables.add(table);
                tables.add(effect.table());
                if (effect.table().equals(table)) {
                    own.computeIfAbsent(table, key -> new TreeSet<>()).add(label);
                } else {
                    actions.computeIfAbsent(List.of(table, effect.table()), key -> new TreeSet<>())
                            .add(label);
                }
            }
        }
        for (EntityEffect effect : rule.entities()) {
            Entity entity = entities.get(effect.entity());
            if (entity != null && !effect.from().equals(entity.relations().readTable())) {
                String source = filled.get(effect.from());
                if (source == null) {
                    tables.add(effect.from());
                }
                String from = source == null ? effect.from() : projection(source);
                boolean direct =
                        entity.relations().view() == null && entity.relations().readTable() == null;
                String to = direct ? cache(effect.entity()) : projection(effect.entity());
                reads.merge(List.of(from, to), effect.keys() == Keys.ALL, (one, other) -> one || other);
            }
        }
    }

    private static String label(Change change, ServerEffect effect) {
        String on = change == Change.DELETE ? "on delete " : "on update ";
        return switch (effect.action()) {
            case DELETE, UPDATE -> on + "cascade";
            case SET_NULL -> on + "set null";
            case SET_DEFAULT -> on + "set default";
            case TRUNCATE, REFUSE -> "";
        };
    }

    private List<String> tableLines(String table) {
        List<String> lines = new ArrayList<>(List.of(names.of(table)));
        own.getOrDefault(table, Set.of()).forEach(label -> lines.add("itself " + label));
        return lines;
    }

    private List<String> projectionLines(Entity entity) {
        String view = entity.relations().view();
        String readTable = entity.relations().readTable();
        if (readTable == null) {
            return List.of(names.of(String.valueOf(view)));
        }
        return view == null ? List.of(names.of(readTable)) : List.of(names.of(readTable), "from " + names.of(view));
    }

    private static String projection(String entity) {
        return "projection/" + entity;
    }

    private static String cache(String entity) {
        return "cache/" + entity;
    }
}
