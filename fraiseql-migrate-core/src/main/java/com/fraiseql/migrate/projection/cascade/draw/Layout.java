// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.draw.Picture.Arrow;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Kind;
import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where everything of a picture stands, from left to right: tables, views, caches. Columns with even numbers have
 * nodes, those between them the labels of arrows.
 *
 * @param columns the cells, column by column, from top to bottom
 * @param routes the cells that each arrow passes, its ends first and last
 */
record Layout(List<List<Cell>> columns, Map<Arrow, List<Cell>> routes) {

    static final double CHARACTER = 7.4;
    static final double LINE = 17;

    private static final double SPACE = 40;
    private static final double PASSAGE = 6;

    static Layout of(Picture picture) {
        Map<String, Integer> depths = Depths.of(picture);
        int last = depths.values().stream().mapToInt(depth -> depth).max().orElse(0);
        List<List<Cell>> columns = new ArrayList<>();
        for (int i = 0; i <= 2 * last; i++) {
            columns.add(new ArrayList<>());
        }
        Map<String, Cell> cells = new LinkedHashMap<>();
        for (Node node : picture.nodes()) {
            int column = 2 * depths.getOrDefault(node.id(), 0);
            Cell cell = new Cell(column, width(node.lines()) + 24, node.lines().size() * LINE + 14, node);
            cells.put(node.id(), cell);
            columns.get(column).add(cell);
        }
        Map<Arrow, List<Cell>> routes = new LinkedHashMap<>();
        for (Arrow arrow : picture.arrows()) {
            Cell from = cells.get(arrow.from());
            Cell to = cells.get(arrow.to());
            if (from != null && to != null && from.column() != to.column()) {
                routes.put(
                        arrow,
                        from.column() < to.column()
                                ? route(arrow, from, to, columns)
                                : reversed(arrow, from, to, columns));
            }
        }
        List<List<Cell>> ordered = CellOrder.of(columns);
        CellPlacement.place(ordered);
        double x = 0;
        for (List<Cell> column : ordered) {
            double left = x;
            double widest = column.stream().mapToDouble(Cell::width).max().orElse(0);
            column.forEach(cell -> cell.stand(left, widest));
            x += widest + SPACE;
        }
        return new Layout(ordered, routes);
    }

    /** An arrow that leads back in a circle is drawn from right to left. */
    private static List<Cell> reversed(Arrow arrow, Cell from, Cell to, List<List<Cell>> columns) {
        List<Cell> route = new ArrayList<>(route(arrow, to, from, columns));
        Collections.reverse(route);
        return route;
    }

    private static List<Cell> route(Arrow arrow, Cell left, Cell right, List<List<Cell>> columns) {
        List<Cell> route = new ArrayList<>(List.of(left));
        for (int column = left.column() + 1; column < right.column(); column++) {
            boolean labelled = column == left.column() + 1 && !arrow.labels().isEmpty();
            Cell cell = labelled
                    ? new Cell(column, width(arrow.labels()) + 8, arrow.labels().size() * LINE, null)
                    : new Cell(column, 0, PASSAGE, null);
            Cell.connect(route.get(route.size() - 1), cell);
            columns.get(column).add(cell);
            route.add(cell);
        }
        Cell.connect(route.get(route.size() - 1), right);
        route.add(right);
        return route;
    }

    static double width(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0) * CHARACTER;
    }

    double width() {
        return columns.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.x() + cell.width())
                .max()
                .orElse(0);
    }

    double height() {
        return columns.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.y() + cell.height() / 2)
                .max()
                .orElse(0);
    }

    /** The left edge of the first column of a kind, and its right edge; empty if there is none. */
    List<Double> extent(Kind kind) {
        List<Cell> of = columns.stream()
                .flatMap(List::stream)
                .filter(cell -> cell.node() != null && cell.node().kind() == kind)
                .toList();
        return of.isEmpty()
                ? List.of()
                : List.of(
                        of.stream().mapToDouble(Cell::x).min().orElse(0),
                        of.stream()
                                .mapToDouble(cell -> cell.x() + cell.width())
                                .max()
                                .orElse(0));
    }
}
