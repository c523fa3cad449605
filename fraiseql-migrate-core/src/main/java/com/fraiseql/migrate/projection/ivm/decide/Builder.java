// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.projection.ivm.LinkPath;
import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import com.fraiseql.migrate.projection.table.ColumnMatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/** Puts together what is known of a table that can be maintained. Pure. */
final class Builder {

    private final Facts facts;
    private final TableFacts tables;
    private final ViewShape shape;
    private final ScopeChoice choice;

    Builder(Facts facts, TableFacts tables, ViewShape shape, ScopeChoice choice) {
        this.facts = facts;
        this.tables = tables;
        this.shape = shape;
        this.choice = choice;
    }

    Maintained build(Projection projection, ColumnMatch match) {
        List<Occurrence> occurrences = occurrences();
        Column touch = match.touch();
        boolean scopeNotNull = choice.roots().stream()
                .flatMap(List::stream)
                .allMatch(column -> column.column().notNull());
        return new Maintained(
                new Maintained.Name(projection.schema(), projection.table(), Objects.requireNonNull(projection.view())),
                new Maintained.Shape(
                        projection.primaryKey(),
                        choice.columns(),
                        scopeTypes(),
                        match.columns().stream().map(Column::name).toList(),
                        touch == null ? null : touch.name(),
                        tables.read(projection.oid())
                                .map(TableFacts.Read::otherUnique)
                                .orElse(true)),
                new Maintained.Proof(shape.proven().keyUnique(), scopeNotNull),
                occurrences,
                edges());
    }

    private List<String> scopeTypes() {
        return choice.roots().get(0).stream()
                .map(column -> facts.typeName(column.column()))
                .toList();
    }

    private List<Occurrence> occurrences() {
        Map<Long, BaseTable> known = new HashMap<>();
        List<Occurrence> occurrences = new ArrayList<>();
        for (TableUse use : shape.uses()) {
            BaseTable table = known.computeIfAbsent(use.table().oid(), oid -> table(use.table()));
            occurrences.add(new Occurrence(occurrences.size() + 1, table, use.alias(), used(use)));
        }
        return occurrences;
    }

    /** What a virtual column is made of is not known here: then every column counts. */
    private static SortedSet<String> used(TableUse use) {
        Map<Integer, Facts.Column> columns = use.table().columns();
        boolean virtual = use.columns().stream()
                .anyMatch(number -> Objects.requireNonNull(columns.get(number)).virtual());
        SortedSet<String> names = new TreeSet<>();
        for (Facts.Column column : columns.values()) {
            if (virtual || use.columns().contains(column.number())) {
                names.add(column.name());
            }
        }
        return names;
    }

    private BaseTable table(Facts.Relation table) {
        List<BaseTable.Column> columns = table.columns().values().stream()
                .map(column -> new BaseTable.Column(
                        column.name(),
                        facts.typeName(column),
                        column.notNull(),
                        !column.virtual(),
                        facts.hashable(column)))
                .toList();
        List<String> key = table.uniqueKeys().isEmpty()
                ? List.of()
                : table.uniqueKeys().get(0).stream()
                        .map(number -> Objects.requireNonNull(table.columns().get(number))
                                .name())
                        .toList();
        List<BaseTable.Relative> family =
                tables.base(table.oid()).map(TableFacts.Base::family).orElse(List.of());
        return new BaseTable(table.oid(), table.schema(), table.name(), key, columns, family);
    }

    private List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (TableUse use : shape.uses()) {
            LinkStep step = Objects.requireNonNull(choice.steps().get(use));
            if (step.endsAtKey()) {
                edges.add(new Edge(number(use), names(step.outer()), Edge.KEY, choice.columns()));
            }
            for (List<ColumnUse> inner : step.inner()) {
                edges.add(new Edge(
                        number(use), names(step.outer()), number(inner.get(0).use()), names(inner)));
            }
        }
        edges.sort(Comparator.comparing(Edge::endsAtKey)
                .thenComparing(edge -> -depth(shape.uses().get(edge.outer() - 1)))
                .thenComparing(Edge::outer)
                .thenComparing(Edge::inner));
        return edges;
    }

    private int depth(TableUse use) {
        LinkStep step = Objects.requireNonNull(choice.steps().get(use));
        return 1
                + step.inner().stream()
                        .mapToInt(inner -> depth(inner.get(0).use()))
                        .max()
                        .orElse(0);
    }

    private int number(TableUse use) {
        return shape.uses().indexOf(use) + 1;
    }

    private static List<String> names(List<ColumnUse> columns) {
        return columns.stream().map(column -> column.column().name()).toList();
    }

    /** The same for people. */
    List<LinkPath> paths() {
        List<LinkPath> paths = new ArrayList<>();
        for (TableUse use : shape.uses()) {
            List<String> steps = new ArrayList<>();
            TableUse at = use;
            LinkStep step = Objects.requireNonNull(choice.steps().get(at));
            while (!step.endsAtKey()) {
                List<ColumnUse> inner = step.inner().get(0);
                for (int i = 0; i < inner.size(); i++) {
                    steps.add(step.outer().get(i).shown() + " = " + inner.get(i).shown());
                }
                at = inner.get(0).use();
                step = Objects.requireNonNull(choice.steps().get(at));
            }
            for (int i = 0; i < step.outer().size(); i++) {
                steps.add(step.outer().get(i).shown() + " = " + choice.columns().get(i));
            }
            paths.add(new LinkPath(use.table().displayName(), use.alias(), List.copyOf(used(use)), steps));
        }
        return paths;
    }
}
