// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.db.TransactionalSession;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.FactsReader;
import com.fraiseql.migrate.projection.table.NamePattern;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads everything that the rules of a database are derived from. */
public final class CascadeReader {

    private CascadeReader() {}

    /**
     * Reads it.
     *
     * @param session a session in a transaction whose search path is {@code pg_catalog}, so that types are qualified
     * @param maintained the {@code tv_} tables that are kept equal to their views, with their schemas
     */
    public static CascadeFacts read(TransactionalSession session, CascadeOptions options, Set<String> maintained)
            throws SQLException {
        Schema schema = new SchemaReader(session).read();
        List<Trio> trios =
                Trio.in(schema).stream().filter(trio -> counts(trio, options)).toList();
        Set<Long> views = new TreeSet<>();
        for (Trio trio : trios) {
            Table view = trio.view();
            if (view != null && view.nature().kind() == 'v') {
                views.add(view.oid());
            }
        }
        Facts facts = new FactsReader(session).read(views);
        Map<String, Long> names = trios.stream().collect(Collectors.groupingBy(Trio::name, Collectors.counting()));
        Function<Trio, String> name =
                trio -> names.getOrDefault(trio.name(), 1L) > 1 ? trio.schema() + "." + trio.name() : trio.name();
        List<EntityFacts> entities = new ArrayList<>();
        for (Trio trio : trios) {
            entities.add(entity(schema, facts, trio, name.apply(trio), maintained));
        }
        return new CascadeFacts(schema, entities);
    }

    private static boolean counts(Trio trio, CascadeOptions options) {
        return (options.schemas().isEmpty() || options.schemas().contains(trio.schema()))
                && options.exclude().stream()
                        .noneMatch(pattern -> List.of("tb_", "v_", "tv_").stream()
                                .anyMatch(prefix -> NamePattern.matches(trio.schema(), prefix + trio.name(), pattern)));
    }

    private static EntityFacts entity(Schema schema, Facts facts, Trio trio, String name, Set<String> maintained) {
        List<Use> uses = new ArrayList<>();
        List<Reason> remarks = new ArrayList<>();
        Table view = trio.view();
        if (view != null) {
            ViewUses read = ViewUses.of(schema, facts, trio, view);
            uses.addAll(read.uses());
            remarks.addAll(read.remarks());
        }
        Table own = trio.read();
        if (own.isTable()) {
            uses.add(OwnRows.of(own, trio.key()));
        }
        Table readTable = trio.readTable();
        if (view == null && readTable != null) {
            remarks.add(new Reason(
                    Code.NO_VIEW,
                    readTable.displayName(),
                    readTable.displayName(),
                    "There is no view " + trio.schema() + ".v_" + trio.name() + ", so what it is made of is not known.",
                    "Create the view that fills it, or evict the entity where it is filled."));
        }
        return new EntityFacts(
                new Entity(name, trio.relations(), trio.key(), remarks),
                trio.key().stream()
                        .map(column -> own.columns().getOrDefault(column, "text"))
                        .toList(),
                readTable == null ? 0 : readTable.oid(),
                readTable != null && view != null && maintained.contains(readTable.displayName()),
                uses);
    }
}
