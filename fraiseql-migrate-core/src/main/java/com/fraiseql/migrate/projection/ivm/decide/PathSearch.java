// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.Link;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each use of a table how a change of it finds the keys that it concerns: from the uses that have the key
 * outward, over the cheapest links. Pure.
 *
 * <p>A link over columns that are unique on one side is cheap; one that is not, such as two columns with a tenant's
 * number, is taken only if there is no other. Several equalities between the same two uses are one link over several
 * columns. Where the inner columns are the key, the link ends at the key itself: nothing has to be looked up.
 */
final class PathSearch {

    private static final int UNIQUE = 1;
    private static final int NOT_UNIQUE = 100;

    private final List<Link> links;
    private final Map<TableUse, LinkStep> steps = new LinkedHashMap<>();
    private final Map<TableUse, Integer> costs = new LinkedHashMap<>();
    private final Map<TableUse, List<ColumnUse>> keyColumns = new LinkedHashMap<>();

    private PathSearch(List<Link> links) {
        this.links = links;
    }

    /**
     * The step of each use that can be reached.
     *
     * @param roots the columns of the scope at each use that has them
     */
    static Map<TableUse, LinkStep> find(List<Link> links, Collection<List<ColumnUse>> roots) {
        PathSearch search = new PathSearch(links);
        for (List<ColumnUse> root : roots) {
            TableUse use = root.get(0).use();
            search.steps.put(use, new LinkStep(root, List.of()));
            search.costs.put(use, 0);
            search.keyColumns.put(use, root);
        }
        while (search.reachNext()) {
            // the cheapest use that is not reached yet, until there is none
        }
        return search.steps;
    }

    private boolean reachNext() {
        LinkStep best = null;
        int bestCost = Integer.MAX_VALUE;
        for (LinkStep step : candidates()) {
            int cost = cost(step);
            if (cost < bestCost) {
                best = step;
                bestCost = cost;
            }
        }
        if (best == null) {
            return false;
        }
        TableUse use = best.outer().get(0).use();
        LinkStep step = atKey(best).orElse(best);
        steps.put(use, step);
        costs.put(use, bestCost);
        if (step.endsAtKey()) {
            keyColumns.put(use, step.outer());
        }
        return true;
    }

    /** One step for each pair of a use that is not reached and uses that are. */
    private Collection<LinkStep> candidates() {
        Map<List<TableUse>, LinkStep> candidates = new LinkedHashMap<>();
        for (Link link : links) {
            offer(link.left(), link.right(), link, candidates);
            offer(link.right(), link.left(), link, candidates);
        }
        return candidates.values();
    }

    private void offer(
            List<ColumnUse> outer, List<ColumnUse> inner, Link link, Map<List<TableUse>, LinkStep> candidates) {
        List<TableUse> through = inner.stream().map(ColumnUse::use).toList();
        if (!steps.keySet().containsAll(through)) {
            return;
        }
        for (ColumnUse column : outer) {
            if (steps.containsKey(column.use()) || !link.into().contains(column.use())) {
                continue;
            }
            List<TableUse> pair = new ArrayList<>(through);
            pair.add(column.use());
            candidates.merge(
                    pair,
                    new LinkStep(List.of(column), inner.stream().map(List::of).toList()),
                    PathSearch::together);
        }
    }

    private static LinkStep together(LinkStep one, LinkStep other) {
        ColumnUse added = other.outer().get(0);
        List<ColumnUse> firstInner =
                other.inner().stream().map(columns -> columns.get(0)).toList();
        for (int i = 0; i < one.outer().size(); i++) {
            int at = i;
            boolean known = one.outer().get(i).number() == added.number()
                    && one.inner().stream()
                            .map(columns -> columns.get(at))
                            .toList()
                            .equals(firstInner);
            if (known) {
                return one;
            }
        }
        List<ColumnUse> outer = new ArrayList<>(one.outer());
        outer.add(added);
        List<List<ColumnUse>> inner = new ArrayList<>();
        for (int branch = 0; branch < one.inner().size(); branch++) {
            List<ColumnUse> columns = new ArrayList<>(one.inner().get(branch));
            columns.add(firstInner.get(branch));
            inner.add(columns);
        }
        return new LinkStep(outer, inner);
    }

    private int cost(LinkStep step) {
        int inward = step.inner().stream()
                .mapToInt(columns -> costs.getOrDefault(columns.get(0).use(), 0))
                .max()
                .orElse(0);
        boolean unique = isUnique(step.outer())
                || step.inner().stream().allMatch(PathSearch::isUnique)
                || atKey(step).isPresent();
        return inward + (unique ? UNIQUE : NOT_UNIQUE);
    }

    private static boolean isUnique(List<ColumnUse> columns) {
        Set<Integer> numbers = new HashSet<>();
        columns.forEach(column -> numbers.add(column.number()));
        return columns.get(0).use().table().uniqueKeys().stream().anyMatch(numbers::containsAll);
    }

    /** The same step to the key, where the inner columns have all of the key's. */
    private Optional<LinkStep> atKey(LinkStep step) {
        List<ColumnUse> outer = null;
        for (List<ColumnUse> inner : step.inner()) {
            List<ColumnUse> found =
                    outerOfKey(step.outer(), inner, keyColumns.get(inner.get(0).use()));
            if (found == null || (outer != null && !outer.equals(found))) {
                return Optional.empty();
            }
            outer = found;
        }
        return outer == null ? Optional.empty() : Optional.of(new LinkStep(outer, List.of()));
    }

    private static @Nullable List<ColumnUse> outerOfKey(
            List<ColumnUse> outer, List<ColumnUse> inner, @Nullable List<ColumnUse> key) {
        if (key == null) {
            return null;
        }
        List<ColumnUse> found = new ArrayList<>();
        for (ColumnUse wanted : key) {
            for (int i = 0; i < inner.size(); i++) {
                if (inner.get(i).number() == wanted.number()) {
                    found.add(outer.get(i));
                    break;
                }
            }
        }
        return found.size() == key.size() ? found : null;
    }
}
