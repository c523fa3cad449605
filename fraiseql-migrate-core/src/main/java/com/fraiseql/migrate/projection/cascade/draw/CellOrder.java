// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders the cells of each column so that few arrows cross: each cell moves to the average place of its neighbours,
 * column by column, to the right and back, and the best order of all rounds is taken (Sugiyama's method).
 */
final class CellOrder {

    private static final int ROUNDS = 24;

    private final List<List<Cell>> columns;

    private CellOrder(List<List<Cell>> columns) {
        this.columns = columns;
    }

    /** The same columns, ordered. */
    static List<List<Cell>> of(List<List<Cell>> columns) {
        return new CellOrder(copy(columns)).best();
    }

    private static List<List<Cell>> copy(List<List<Cell>> columns) {
        List<List<Cell>> copies = new ArrayList<>();
        columns.forEach(column -> copies.add(new ArrayList<>(column)));
        return copies;
    }

    private List<List<Cell>> best() {
        List<List<Cell>> best = copy(columns);
        int fewest = crossings();
        for (int round = 0; round < ROUNDS && fewest > 0; round++) {
            if (round % 2 == 0) {
                for (int i = 1; i < columns.size(); i++) {
                    sort(columns.get(i), columns.get(i - 1), true);
                }
            } else {
                for (int i = columns.size() - 2; i >= 0; i--) {
                    sort(columns.get(i), columns.get(i + 1), false);
                }
            }
            int found = crossings();
            if (found < fewest) {
                fewest = found;
                best = copy(columns);
            }
        }
        return best;
    }

    private static void sort(List<Cell> column, List<Cell> fixed, boolean byLeft) {
        Map<Cell, Integer> places = places(fixed);
        Map<Cell, Double> wanted = new HashMap<>();
        for (int i = 0; i < column.size(); i++) {
            Cell cell = column.get(i);
            double own = i;
            wanted.put(
                    cell,
                    (byLeft ? cell.before() : cell.after())
                            .stream()
                                    .mapToDouble(other -> places.getOrDefault(other, 0))
                                    .average()
                                    .orElse(own));
        }
        column.sort(Comparator.comparingDouble(cell -> wanted.getOrDefault(cell, 0.0)));
    }

    private static Map<Cell, Integer> places(List<Cell> column) {
        Map<Cell, Integer> places = new HashMap<>();
        for (int i = 0; i < column.size(); i++) {
            places.put(column.get(i), i);
        }
        return places;
    }

    private int crossings() {
        int crossings = 0;
        for (int i = 1; i < columns.size(); i++) {
            Map<Cell, Integer> right = places(columns.get(i));
            List<int[]> arrows = new ArrayList<>();
            for (int from = 0; from < columns.get(i - 1).size(); from++) {
                for (Cell to : columns.get(i - 1).get(from).after()) {
                    arrows.add(new int[] {from, right.getOrDefault(to, 0)});
                }
            }
            for (int one = 0; one < arrows.size(); one++) {
                for (int other = one + 1; other < arrows.size(); other++) {
                    int left = Integer.compare(arrows.get(one)[0], arrows.get(other)[0]);
                    crossings += left * Integer.compare(arrows.get(one)[1], arrows.get(other)[1]) < 0 ? 1 : 0;
                }
            }
        }
        return crossings;
    }
}
