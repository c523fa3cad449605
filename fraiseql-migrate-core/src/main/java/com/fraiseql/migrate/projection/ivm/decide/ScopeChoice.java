// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.decide;

import com.fraiseql.migrate.projection.ivm.read.ColumnUse;
import com.fraiseql.migrate.projection.ivm.read.TableUse;
import com.fraiseql.migrate.projection.ivm.read.ViewShape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the columns of the key by which rows are recomputed: as many as stand together in one use of a table, such
 * that every other use can be reached from there. Pure.
 *
 * @param columns the columns of the key, in the key's order
 * @param roots the columns of tables that they are: one list for each branch of a set operation
 * @param steps how each use hangs on the key or on another use
 */
public record ScopeChoice(List<String> columns, List<List<ColumnUse>> roots, Map<TableUse, LinkStep> steps) {

    private static final int MOST_KEY_COLUMNS = 8;

    /** The choice that leaves the fewest uses without a path; empty if no column of the key can be one. */
    public static Optional<ScopeChoice> of(ViewShape shape, List<String> key) {
        if (key.size() > MOST_KEY_COLUMNS) {
            return Optional.empty();
        }
        List<ScopeChoice> choices = new ArrayList<>();
        for (int bits = 1; bits < 1 << key.size(); bits++) {
            List<String> columns = new ArrayList<>();
            for (int i = 0; i < key.size(); i++) {
                if ((bits & 1 << i) != 0) {
                    columns.add(key.get(i));
                }
            }
            roots(shape, columns)
                    .ifPresent(roots ->
                            choices.add(new ScopeChoice(columns, roots, PathSearch.find(shape.links(), roots))));
        }
        return choices.stream()
                .max(Comparator.comparingInt((ScopeChoice choice) -> choice.steps.size())
                        .thenComparingInt(choice -> choice.columns.size()));
    }

    /** The uses that have all of some columns, branch by branch. */
    private static Optional<List<List<ColumnUse>>> roots(ViewShape shape, List<String> columns) {
        int branches = shape.keys().getOrDefault(columns.get(0), List.of()).size();
        List<List<ColumnUse>> roots = new ArrayList<>();
        for (int branch = 0; branch < branches; branch++) {
            List<ColumnUse> root = new ArrayList<>();
            for (String column : columns) {
                List<ColumnUse> found = shape.keys().getOrDefault(column, List.of());
                if (found.size() != branches) {
                    return Optional.empty();
                }
                root.add(found.get(branch));
            }
            TableUse use = root.get(0).use();
            boolean together = root.stream().allMatch(column -> column.use() == use);
            if (!together || use.nullable()) {
                return Optional.empty();
            }
            roots.add(root);
        }
        return roots.isEmpty() ? Optional.empty() : Optional.of(roots);
    }
}
