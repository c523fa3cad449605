// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.read;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * One place where a view reads a table, found while the view is read.
 */
public final class TableUse {

    private final Facts.Relation table;
    private final String alias;
    private final String place;
    private final boolean nullable;
    private final SortedSet<Integer> columns = new TreeSet<>();

    /**
     * Creates it.
     *
     * @param nullable whether it is on the nullable side of an outer join, at whatever depth
     */
    TableUse(Facts.Relation table, String alias, String place, boolean nullable) {
        this.table = table;
        this.alias = alias;
        this.place = place;
        this.nullable = nullable;
    }

    public Facts.Relation table() {
        return table;
    }

    public String alias() {
        return alias;
    }

    /** Where it stands, in words. */
    public String place() {
        return place;
    }

    public boolean nullable() {
        return nullable;
    }

    /** The numbers of the columns that the view uses. */
    public SortedSet<Integer> columns() {
        return Collections.unmodifiableSortedSet(columns);
    }

    void use(int column) {
        columns.add(column);
    }

    void useAll() {
        columns.addAll(table.columns().keySet());
    }
}
