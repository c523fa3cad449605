// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.KeyLookup;
import com.fraiseql.migrate.projection.cascade.KeyPlan;
import com.fraiseql.migrate.projection.cascade.KeySource;
import com.fraiseql.migrate.projection.cascade.read.CascadeFacts;
import com.fraiseql.migrate.projection.cascade.read.EntityFacts;
import com.fraiseql.migrate.projection.cascade.read.Schema;
import com.fraiseql.migrate.projection.cascade.read.Table;
import com.fraiseql.migrate.projection.cascade.read.Use;
import com.fraiseql.migrate.projection.cascade.read.Walk;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.Reason.Code;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where the keys of each entity come from. */
public final class KeyPlans {

    private KeyPlans() {}

    public static List<KeyPlan> of(CascadeFacts facts) {
        return facts.entities().stream()
                .map(entity -> of(facts.schema(), entity))
                .toList();
    }

    private static KeyPlan of(Schema schema, EntityFacts entity) {
        Map<Long, List<Use>> byTable = new LinkedHashMap<>();
        entity.uses().stream()
                .filter(use -> !entity.maintained() || use.table() == entity.readTable())
                .forEach(use -> byTable.computeIfAbsent(use.table(), oid -> new ArrayList<>())
                        .add(use));
        List<KeySource> sources = byTable.entrySet().stream()
                .map(table -> source(schema, schema.table(table.getKey()), table.getValue()))
                .sorted(Comparator.comparing(KeySource::schema).thenComparing(KeySource::table))
                .toList();
        return new KeyPlan(entity.entity(), entity.keyTypes(), entity.maintained(), sources);
    }

    private static KeySource source(Schema schema, Table table, List<Use> uses) {
        Set<String> columns = new HashSet<>();
        uses.forEach(use -> columns.addAll(use.columns()));
        Optional<Reason> everything = table.nature().kind() == 'f'
                ? Optional.of(foreign(table))
                : uses.stream().map(Use::reason).filter(Objects::nonNull).findFirst();
        List<KeyLookup> lookups = everything.isPresent()
                ? List.of()
                : uses.stream()
                        .flatMap(use -> use.walks().stream())
                        .map(Walk::lookup)
                        .distinct()
                        .toList();
        return new KeySource(
                table.schema(),
                table.name(),
                schema.family(table.oid()).stream()
                        .map(relative -> new KeySource.Relation(
                                relative.schema(),
                                relative.name(),
                                List.copyOf(relative.columns().keySet())))
                        .toList(),
                table.visible(columns),
                lookups,
                everything.orElse(null));
    }

    private static Reason foreign(Table table) {
        return new Reason(
                Code.RELATION_KIND,
                table.displayName() + ", a foreign table",
                table.displayName(),
                "Nothing tells which of its rows change.",
                "Read an ordinary table instead.");
    }
}
