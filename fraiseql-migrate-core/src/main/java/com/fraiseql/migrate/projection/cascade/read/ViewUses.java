// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.EntityEffect.Place;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.decide.ScopeChoice;
import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.Link;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewReader;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the view of an entity reads tables. Pure.
 *
 * @param uses those that the reader has found, and tables that only the server's dependencies name
 * @param remarks what else changes what the view gives
 */
record ViewUses(List<Use> uses, List<Reason> remarks) {

    /** What changes a view although no row that is known has changed. Other reasons are about bytes. */
    private static final Set<Code> BEYOND_ROWS = Set.of(
            Code.VOLATILE,
            Code.CHANGES_BY_ITSELF,
            Code.OPAQUE_FUNCTION,
            Code.RELATION_KIND,
            Code.ROW_SECURITY,
            Code.UNKNOWN_CONSTRUCT);

    static ViewUses of(Schema schema, Facts facts, Trio trio, Table view) {
        List<Use> uses = new ArrayList<>();
        List<Reason> remarks = new ArrayList<>();
        if (view.nature().kind() == 'v') {
            read(schema, facts, trio, view, uses, remarks);
        } else {
            remarks.add(refreshed(view));
        }
        Set<Long> known = uses.stream().map(Use::table).collect(Collectors.toSet());
        Place place = new Place(view.displayName(), "");
        for (Map.Entry<Long, List<String>> below :
                schema.dependencies().getOrDefault(view.oid(), Map.of()).entrySet()) {
            if (schema.tables().containsKey(below.getKey()) && !known.contains(below.getKey())) {
                Table table = schema.table(below.getKey());
                uses.add(new Use(
                        table.oid(),
                        new Place(place.relation(), table.name()),
                        Set.copyOf(below.getValue()),
                        List.of(),
                        view.nature().kind() == 'v' ? Unlinked.notFollowed(table, view) : refreshed(view)));
            }
        }
        return new ViewUses(uses, remarks);
    }

    private static Reason refreshed(Table view) {
        return new Reason(
                Code.RELATION_KIND,
                view.displayName() + ", a materialized view",
                view.displayName(),
                "It changes when it is refreshed, and then any row of it may.",
                "Read the tables below it, or make it a tv_ with a view of its own.");
    }

    private static void read(Schema schema, Facts facts, Trio trio, Table view, List<Use> uses, List<Reason> remarks) {
        List<String> key = trio.key();
        ViewShape shape = ViewReader.read(facts, view.oid(), view.columns().keySet(), key);
        shape.reasons().stream()
                .filter(reason -> BEYOND_ROWS.contains(reason.code()))
                .distinct()
                .forEach(remarks::add);
        Optional<ScopeChoice> choice = key.isEmpty() ? Optional.empty() : ScopeChoice.of(shape, key);
        Unlinked unlinked = new Unlinked(view, key, shape, choice);
        for (TableUse use : shape.uses()) {
            if (schema.tables().containsKey(use.table().oid())
                    && schema.table(use.table().oid()).isTable()) {
                Place place = new Place(view.displayName(), use.alias());
                Optional<Reason> reason = unlinked.reason(use);
                List<Walk> walks = reason.isPresent() ? List.of() : Walks.of(facts, choice.orElseThrow(), use);
                Optional<Reason> arrays =
                        walks.stream().anyMatch(Walk::linksArrays) ? Optional.of(Unlinked.byArrays(use)) : reason;
                uses.add(new Use(
                        use.table().oid(),
                        place,
                        decisive(shape, use),
                        arrays.isPresent() ? List.of() : walks,
                        arrays.orElse(null)));
            }
        }
    }

    /** The columns that the view uses, and those by which the table is linked. */
    private static Set<String> decisive(ViewShape shape, TableUse use) {
        Stream<ColumnUse> linked = shape.links().stream().flatMap(ViewUses::ends);
        Set<Integer> numbers = new HashSet<>(use.columns());
        linked.filter(column -> column.use() == use).map(ColumnUse::number).forEach(numbers::add);
        return numbers.stream()
                .map(number -> new ColumnUse(use, number, false).column().name())
                .collect(Collectors.toSet());
    }

    private static Stream<ColumnUse> ends(Link link) {
        return Stream.concat(link.left().stream(), link.right().stream());
    }
}
