// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import com.fraiseql.migrate.catalog.Projection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a run. Pure.
 *
 * @param works those to look at, in the order in which they can be filled
 * @param cycles those of them that need each other
 * @param known every {@code tv_} of the database
 */
public record ReadTableSet(List<ReadTable> works, List<List<String>> cycles, List<Projection> known) {

    public ReadTableSet {
        works = List.copyOf(works);
        cycles = List.copyOf(cycles);
        known = List.copyOf(known);
    }

    /** The tables whose sources read this one: they have to be compared when it has been written. */
    public List<String> readersOf(String table) {
        return those(table, Projection::reads);
    }

    /** The tables whose rows refer to rows of this one. */
    public List<String> referrersOf(String table) {
        return those(table, Projection::refersTo);
    }

    private List<String> those(String table, Function<Projection, List<String>> needs) {
        return known.stream()
                .filter(projection -> needs.apply(projection).contains(table))
                .map(Projection::displayName)
                .toList();
    }

    /** Whether two tables need each other. */
    public boolean inOneCycle(String one, String other) {
        return cycles.stream().anyMatch(cycle -> cycle.contains(one) && cycle.contains(other));
    }

    @Nullable
    ReadTable find(String table) {
        return works.stream()
                .filter(work -> work.name().equals(table))
                .findFirst()
                .orElse(null);
    }
}
