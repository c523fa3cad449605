// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.derive;

import com.fraiseql.migrate.projection.cascade.EntityEffect;
import com.fraiseql.migrate.projection.cascade.EntityEffect.Keys;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.Rule.Change;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import com.fraiseql.migrate.projection.cascade.ServerEffect.Action;
import com.fraiseql.migrate.projection.cascade.derive.Readers.Reader;
import com.fraiseql.migrate.projection.cascade.read.ForeignKey;
import com.fraiseql.migrate.projection.cascade.read.Schema;
import com.fraiseql.migrate.projection.cascade.read.Table;
import com.fraiseql.migrate.projection.cascade.read.Use;
import com.fraiseql.migrate.projection.cascade.read.Walk;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows one change as far as it leads, the nearest first. Each change of a table, of an update each column, is
 * followed once, so a circle ends where it began.
 */
final class ChangeSearch {

    private final Schema schema;
    private final Readers readers;
    private final Deque<Step> queue = new ArrayDeque<>();
    private final Set<List<Object>> visited = new HashSet<>();
    private final Set<ServerEffect> server = new LinkedHashSet<>();
    private final Set<EntityEffect> entities = new LinkedHashSet<>();

    /**
     * A change of a table.
     *
     * @param columns of an update, those that change
     * @param filled whether it is a read table that changes because its entity does
     */
    private record Step(Table table, Change change, Set<String> columns, boolean filled) {}

    ChangeSearch(Schema schema, Readers readers) {
        this.schema = schema;
        this.readers = readers;
    }

    Rule of(Table table, Change change, Set<String> columns) {
        add(table, change, columns, false);
        while (!queue.isEmpty()) {
            follow(queue.remove());
        }
        return new Rule(change, List.copyOf(columns), List.copyOf(server), List.copyOf(entities));
    }

    private void add(Table table, Change change, Set<String> columns, boolean filled) {
        if (change != Change.UPDATE) {
            if (visited.add(List.of(table.oid(), change))) {
                queue.add(new Step(table, change, Set.of(), filled));
            }
            return;
        }
        Set<String> fresh = table.withGenerated(columns).stream()
                .filter(column -> visited.add(List.of(table.oid(), column)))
                .collect(Collectors.toSet());
        if (!fresh.isEmpty()) {
            queue.add(new Step(table, change, fresh, filled));
        }
    }

    private void follow(Step step) {
        for (Table member : schema.family(step.table().oid())) {
            readers.referringTo(member.oid()).forEach(key -> referring(step, key));
            readers.of(member.oid()).forEach(reader -> reading(step, reader));
            if (schema.movesDelete()
                    && step.change() == Change.UPDATE
                    && !Collections.disjoint(member.nature().partitionKey(), step.columns())) {
                add(step.table(), Change.DELETE, Set.of(), step.filled());
            }
        }
    }

    private void referring(Step step, ForeignKey key) {
        switch (step.change()) {
            case INSERT -> {
                // no row refers to it yet
            }
            case DELETE -> act(step, key, key.onDelete(), key.deleteColumns());
            case UPDATE -> {
                Set<String> changed = new LinkedHashSet<>();
                for (int i = 0; i < key.columns().size(); i++) {
                    if (step.columns().contains(key.targetColumns().get(i))) {
                        changed.add(key.columns().get(i));
                    }
                }
                if (!changed.isEmpty()) {
                    boolean pairs = key.onUpdate() == Action.UPDATE;
                    act(step, key, key.onUpdate(), pairs ? List.copyOf(changed) : key.columns());
                }
            }
            case TRUNCATE -> {
                if (schema.family(step.table().oid()).stream().noneMatch(table -> table.oid() == key.table())) {
                    act(step, key, Action.TRUNCATE, List.of());
                }
            }
        }
    }

    private void act(Step step, ForeignKey key, Action wanted, List<String> wantedColumns) {
        Table referring = schema.table(key.table());
        List<String> required = wantedColumns.stream()
                .filter(column -> referring.nature().notNull().contains(column))
                .toList();
        boolean impossible = wanted == Action.SET_NULL && !required.isEmpty();
        Action action = impossible ? Action.REFUSE : wanted;
        List<String> columns = impossible ? required : wantedColumns;
        boolean sets = action == Action.SET_NULL || action == Action.SET_DEFAULT || action == Action.UPDATE;
        server.add(new ServerEffect(
                schema.top(referring.oid()).displayName(),
                action,
                sets || impossible ? columns : List.of(),
                key.name(),
                name(step)));
        switch (action) {
            case DELETE -> add(referring, Change.DELETE, Set.of(), false);
            case TRUNCATE -> add(referring, Change.TRUNCATE, Set.of(), false);
            case SET_NULL, SET_DEFAULT, UPDATE -> add(referring, Change.UPDATE, Set.copyOf(columns), false);
            case REFUSE -> {
                // nothing changes
            }
        }
    }

    private void reading(Step step, Reader reader) {
        Use use = reader.use();
        if (step.change() == Change.UPDATE && Collections.disjoint(use.columns(), step.columns())) {
            return;
        }
        if (step.filled() && reader.readsItself()) {
            return;
        }
        String entity = reader.entity().entity().name();
        if (step.change() == Change.TRUNCATE || use.reason() != null) {
            entities.add(new EntityEffect(
                    entity,
                    Keys.ALL,
                    name(step),
                    use.place(),
                    List.of(),
                    step.change() == Change.TRUNCATE ? null : use.reason()));
        } else {
            for (Walk walk : use.walks()) {
                entities.add(new EntityEffect(entity, Keys.LINKED, name(step), use.place(), walk.steps(), null));
            }
        }
        if (reader.entity().readTable() != 0 && !reader.readsItself()) {
            Table filled = schema.table(reader.entity().readTable());
            add(filled, Change.INSERT, Set.of(), true);
            add(filled, Change.UPDATE, filled.columns().keySet(), true);
            add(filled, Change.DELETE, Set.of(), true);
        }
    }

    private String name(Step step) {
        return schema.top(step.table().oid()).displayName();
    }
}
