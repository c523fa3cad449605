// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.read;

import com.fraiseql.migrate.projection.cascade.read.Walk.Hop;
import com.fraiseql.migrate.projection.ivm.decide.LinkStep;
import com.fraiseql.migrate.projection.ivm.decide.ScopeChoice;
import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.Facts;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Follows the links of a use inward to the key. Pure. */
final class Walks {

    private final Facts facts;
    private final ScopeChoice choice;
    private final LinkStep first;
    private final List<Walk> found = new ArrayList<>();

    private Walks(Facts facts, ScopeChoice choice, TableUse use) {
        this.facts = facts;
        this.choice = choice;
        this.first = step(use);
    }

    /** Every way: several where a link passes the branches of a set operation. */
    static List<Walk> of(Facts facts, ScopeChoice choice, TableUse use) {
        Walks walks = new Walks(facts, choice, use);
        walks.follow(walks.first, List.of(), List.of());
        return walks.found;
    }

    private LinkStep step(TableUse use) {
        return Objects.requireNonNull(choice.steps().get(use));
    }

    private void follow(LinkStep step, List<Hop> hops, List<String> steps) {
        if (step.endsAtKey()) {
            List<String> all = new ArrayList<>(steps);
            for (int i = 0; i < step.outer().size(); i++) {
                all.add(step.outer().get(i).shown() + " = " + choice.columns().get(i));
            }
            found.add(new Walk(
                    names(first.outer()),
                    first.outer().stream()
                            .map(column -> facts.typeName(column.column()))
                            .toList(),
                    hops,
                    all));
            return;
        }
        for (List<ColumnUse> inner : step.inner()) {
            TableUse next = inner.get(0).use();
            LinkStep onward = step(next);
            List<Hop> further = new ArrayList<>(hops);
            further.add(new Hop(next.table().schema(), next.table().name(), names(inner), names(onward.outer())));
            List<String> all = new ArrayList<>(steps);
            for (int i = 0; i < inner.size(); i++) {
                all.add(step.outer().get(i).shown() + " = " + inner.get(i).shown());
            }
            follow(onward, further, all);
        }
    }

    private static List<String> names(List<ColumnUse> columns) {
        return columns.stream().map(column -> column.column().name()).toList();
    }
}
