// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders tables so that each comes after those that its source reads and those that its foreign keys refer to (Tarjan's
 * algorithm). Pure.
 *
 * @param works the tables in order; those of a cycle stand together, by name
 * @param cycles the tables that need each other, by name
 */
record DependencyOrder(List<ReadTable> works, List<List<String>> cycles) {

    static DependencyOrder of(List<ReadTable> works) {
        Search search = new Search(works);
        works.forEach(work -> search.visit(work.name()));
        return new DependencyOrder(search.order, search.cycles);
    }

    private static final class Search {

        private final Map<String, ReadTable> works = new LinkedHashMap<>();
        private final Map<String, Integer> index = new LinkedHashMap<>();
        private final Map<String, Integer> low = new LinkedHashMap<>();
        private final Deque<String> stack = new ArrayDeque<>();
        private final Set<String> open = new LinkedHashSet<>();
        private final List<ReadTable> order = new ArrayList<>();
        private final List<List<String>> cycles = new ArrayList<>();

        Search(List<ReadTable> all) {
            all.forEach(work -> works.put(work.name(), work));
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
            ReadTable work = get(name);
            for (String before : work.before()) {
                if (works.containsKey(before)) {
                    boolean isNew = !index.containsKey(before);
                    int reached = visit(before);
                    if (isNew) {
                        lowest = Math.min(lowest, low.getOrDefault(before, reached));
                    } else if (open.contains(before)) {
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

        private ReadTable get(String name) {
            return java.util.Objects.requireNonNull(works.get(name));
        }
    }
}
