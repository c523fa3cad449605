// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * Orders tables so that each comes after those that it needs, for instance those that its source reads (Tarjan's
 * algorithm). A table that needs itself is no cycle. Pure.
 *
 * @param tables the tables in order; those of a cycle stand together, by name
 * @param cycles the tables that need each other, by name
 * @param <T> a table
 */
public record DependencyOrder<T>(List<T> tables, List<List<String>> cycles) {

    /**
     * Orders some tables.
     *
     * @param name the name of a table
     * @param before the names of the tables that it needs; those that are not among them do not count
     */
    public static <T> DependencyOrder<T> of(
            List<T> tables, Function<T, String> name, Function<T, ? extends Collection<String>> before) {
        Search<T> search = new Search<>(tables, name, before);
        tables.forEach(table -> search.visit(name.apply(table)));
        return new DependencyOrder<>(search.order, search.cycles);
    }

    private static final class Search<T> {

        private final Function<T, ? extends Collection<String>> before;
        private final Map<String, T> tables = new LinkedHashMap<>();
        private final Map<String, Integer> index = new LinkedHashMap<>();
        private final Map<String, Integer> low = new LinkedHashMap<>();
        private final Deque<String> stack = new ArrayDeque<>();
        private final Set<String> open = new LinkedHashSet<>();
        private final List<T> order = new ArrayList<>();
        private final List<List<String>> cycles = new ArrayList<>();

        Search(List<T> all, Function<T, String> name, Function<T, ? extends Collection<String>> before) {
            this.before = before;
            all.forEach(table -> tables.put(name.apply(table), table));
        }

        private int visit(String name) {
            Integer known = index.get(name);
            if (known != null) {
                return known;
            }
            int number = index.size();
            index.put(name, number);
            int lowest = number;
            stack.push(name);
            open.add(name);
            for (String needed : before.apply(get(name))) {
                if (tables.containsKey(needed)) {
                    boolean isNew = !index.containsKey(needed);
                    int reached = visit(needed);
                    if (isNew) {
                        lowest = Math.min(lowest, low.getOrDefault(needed, reached));
                    } else if (open.contains(needed)) {
                        lowest = Math.min(lowest, reached);
                    }
                }
            }
            low.put(name, lowest);
            if (lowest == number) {
                close(name);
            }
            return number;
        }

        private void close(String root) {
            List<String> together = new ArrayList<>();
            String name;
            do {
                name = stack.pop();
                open.remove(name);
                together.add(name);
            } while (!name.equals(root));
            List<String> sorted = together.stream().sorted().toList();
            sorted.forEach(each -> order.add(get(each)));
            if (sorted.size() > 1) {
                cycles.add(sorted);
            }
        }

        private T get(String name) {
            return Objects.requireNonNull(tables.get(name));
        }
    }
}
