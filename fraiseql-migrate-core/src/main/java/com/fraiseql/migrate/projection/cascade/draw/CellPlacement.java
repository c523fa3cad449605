// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade.draw;

import java.util.ArrayList;
import java.util.List;

/** Places the cells of each column, in their order and with room between them, near to their neighbours. */
final class CellPlacement {

    private static final double GAP = 16;
    private static final int ROUNDS = 8;

    private CellPlacement() {}

    static void place(List<List<Cell>> columns) {
        for (List<Cell> column : columns) {
            double y = 0;
            for (Cell cell : column) {
                cell.lower(y + cell.height() / 2);
                y += cell.height() + GAP;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 1; i < columns.size(); i++) {
                align(columns.get(i), true);
            }
            for (int i = columns.size() - 2; i >= 0; i--) {
                align(columns.get(i), false);
            }
        }
        double top = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(cell -> cell.y() - cell.height() / 2)
                .min()
                .orElse(0);
        columns.forEach(column -> column.forEach(cell -> cell.lower(cell.y() - top)));
    }

    /** Cells that would overlap form a block, which goes to the average of what its cells want. */
    private static void align(List<Cell> column, boolean byLeft) {
        List<Block> blocks = new ArrayList<>();
        double offset = 0;
        for (int i = 0; i < column.size(); i++) {
            Cell cell = column.get(i);
            if (i > 0) {
                offset += (column.get(i - 1).height() + cell.height()) / 2 + GAP;
            }
            Block block = new Block(List.of(new Place(cell, offset)), wanted(cell, byLeft) - offset);
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).start() > block.start()) {
                block = blocks.remove(blocks.size() - 1).with(block);
            }
            blocks.add(block);
        }
        for (Block block : blocks) {
            block.places().forEach(place -> place.cell().lower(block.start() + place.offset()));
        }
    }

    private static double wanted(Cell cell, boolean byLeft) {
        return (byLeft ? cell.before() : cell.after())
                .stream().mapToDouble(Cell::y).average().orElse(cell.y());
    }

    private record Place(Cell cell, double offset) {}

    private record Block(List<Place> places, double start) {

        Block with(Block next) {
            List<Place> all = new ArrayList<>(places);
            all.addAll(next.places);
            int size = places.size();
            int more = next.places.size();
            return new Block(all, (start * size + next.start * more) / (size + more));
        }
    }
}
