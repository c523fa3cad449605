// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.derive;

import com.fraiseql.migrate.projection.ivm.decide.BaseTable;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is captured of one base table.
 *
 * @param table the table
 * @param number what its queue rows bear: it changes with the layout, so that a pass does not misread what an older
 *     collector has queued
 * @param groups the values
 * @param concerns which maintained tables a change concerns
 * @param wholesale whether its values cannot be captured, so that every change recomputes everything
 * @param maintained whether it is itself a maintained table
 */
public record Source(
        BaseTable table,
        int number,
        List<Group> groups,
        List<Concern> concerns,
        boolean wholesale,
        boolean maintained) {

    public Source {
        groups = List.copyOf(groups);
        concerns = List.copyOf(concerns);
    }

    /** The columns whose values are captured, each once. */
    public List<String> captured() {
        return groups.stream().flatMap(g -> g.columns().stream()).distinct().toList();
    }

    /** The columns that a collector reads. */
    public List<String> needed() {
        return Stream.of(
                        table.key().stream(),
                        captured().stream(),
                        concerns.stream().flatMap(c -> c.columns().stream()))
                .flatMap(s -> s)
                .distinct()
                .toList();
    }

    /** The bit of a maintained table in the queue rows. */
    public long mask(String maintainedTable) {
        return concerns.stream()
                .filter(c -> c.tables().contains(maintainedTable))
                .mapToLong(Concern::mask)
                .findFirst()
                .orElseThrow();
    }

    public boolean concernsTable(String maintainedTable) {
        return concerns.stream().anyMatch(c -> c.tables().contains(maintainedTable));
    }

    Group group(Group.Kind kind, List<String> columns) {
        return groups.stream()
                .filter(g -> g.kind() == kind && g.columns().equals(columns))
                .findFirst()
                .orElseThrow();
    }
}
