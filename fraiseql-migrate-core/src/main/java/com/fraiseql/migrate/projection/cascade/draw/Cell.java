// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import com.fraiseql.migrate.projection.cascade.draw.Picture.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that takes room in a column of a drawing: a node, a label, or the passage of an arrow to a column farther
 * right. So neither an arrow nor a label ever crosses a node.
 */
final class Cell {

    private final int column;
    private final double width;
    private final double height;
    private final @Nullable Node node;
    private final List<Cell> before = new ArrayList<>();
    private final List<Cell> after = new ArrayList<>();
    private double columnLeft;
    private double columnWidth;
    private double y;

    Cell(int column, double width, double height, @Nullable Node node) {
        this.column = column;
        this.width = width;
        this.height = height;
        this.node = node;
    }

    static void connect(Cell left, Cell right) {
        left.after.add(right);
        right.before.add(left);
    }

    int column() {
        return column;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }

    /** {@code null} for a label or a passage. */
    @Nullable
    Node node() {
        return node;
    }

    List<Cell> before() {
        return before;
    }

    List<Cell> after() {
        return after;
    }

    /** Its left edge. */
    double x() {
        return columnLeft + (columnWidth - width) / 2;
    }

    /** The left edge of its column. */
    double columnLeft() {
        return columnLeft;
    }

    /** The right edge of its column. */
    double columnRight() {
        return columnLeft + columnWidth;
    }

    /** Its middle. */
    double y() {
        return y;
    }

    void stand(double newColumnLeft, double newColumnWidth) {
        columnLeft = newColumnLeft;
        columnWidth = newColumnWidth;
    }

    void lower(double newY) {
        y = newY;
    }
}
