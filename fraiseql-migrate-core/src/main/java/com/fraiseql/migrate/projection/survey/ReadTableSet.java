// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import com.fraiseql.migrate.catalog.Projection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a run. Pure.
 *
 * @param works those to look at, in the order in which they can be filled
 * @param cycles those of them that need each other
 * @param known every {@code tv_} of the database
 * @param leftToHooks the tables that were left out since a hook has filled them that is not known here
 */
public record ReadTableSet(
        List<ReadTable> works, List<List<String>> cycles, List<Projection> known, List<String> leftToHooks) {

    private static final String ELSEWHERE = "a bean of the application";

    public ReadTableSet {
        works = List.copyOf(works);
        cycles = List.copyOf(cycles);
        known = List.copyOf(known);
        leftToHooks = List.copyOf(leftToHooks);
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

    /**
     * The tables that are not filled from their views, each with what fills it: a hook or the {@code SELECT} of a file.
     */
    public Map<String, String> filledOtherwise() {
        Map<String, String> found = new TreeMap<>();
        leftToHooks.forEach(table -> found.put(table, ELSEWHERE));
        works.stream()
                .filter(work -> work.hook() != null || work.select() != null)
                .forEach(work -> found.put(work.name(), work.sourceName()));
        return found;
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
