// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.table.DependencyOrder;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that is generated, before it is text.
 *
 * @param tables the maintained tables in the order of every pass: one that another's view reads before that one
 * @param sources what is captured of each base table, by name
 * @param options what was chosen
 */
public record IvmPlan(List<TablePlan> tables, List<Source> sources, IvmOptions options) {

    public IvmPlan {
        tables = List.copyOf(tables);
        sources = List.copyOf(sources);
    }

    /**
     * Derives it.
     *
     * @throws IllegalArgumentException if tables need each other
     */
    public static IvmPlan of(List<Maintained> maintained, IvmOptions options) {
        DependencyOrder<Maintained> order = DependencyOrder.of(
                maintained.stream()
                        .sorted(Comparator.comparing(Maintained::displayName))
                        .toList(),
                Maintained::displayName,
                Maintained::reads);
        if (!order.cycles().isEmpty()) {
            throw new IllegalArgumentException("A circle among " + order.cycles());
        }
        List<Maintained> ordered = order.tables();
        List<Source> sources = new SourcePlanner(ordered, options).sources();
        return new IvmPlan(
                ordered.stream()
                        .map(table -> new WalkPlanner(table, ordered, sources, options).plan())
                        .toList(),
                sources,
                options);
    }

    /** The columns of the queue that hold values. */
    public List<Slot> slots() {
        return sources.stream()
                .flatMap(s -> s.groups().stream())
                .flatMap(g -> g.slots().stream())
                .distinct()
                .sorted(Comparator.comparing(Slot::type).thenComparing(Slot::number))
                .toList();
    }

    /** The numbers of the sources that are themselves maintained tables. */
    public List<Integer> maintainedSources() {
        return sources.stream().filter(Source::maintained).map(Source::number).toList();
    }

    /** Which tables are concerned when one is: itself, and those whose views read it, at any depth. */
    public List<TablePlan> concernedBy(TablePlan table) {
        return Stream.concat(
                        Stream.of(table),
                        tables.stream()
                                .filter(other -> other.dependsOn().contains(table.name()))
                                .flatMap(other -> concernedBy(other).stream()))
                .distinct()
                .toList();
    }
}
