// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import com.fraiseql.migrate.projection.ivm.fuzz.FuzzTable.Reference;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Tables, views, read tables and the first rows of a seed. */
record FuzzSchema(List<FuzzTable> tables, List<String> helpers, List<FuzzView> views) {

    /** How many rows a table has at first; writers use twice as many numbers. */
    static final int ROWS = 8;

    static FuzzSchema of(Random random) {
        List<FuzzTable> tables = RandomTables.of(random);
        RandomViews views = new RandomViews(tables, random);
        return new FuzzSchema(tables, List.copyOf(views.helpers()), List.copyOf(views.views()));
    }

    List<String> statements() {
        List<String> statements = new ArrayList<>();
        tables.forEach(table -> statements.addAll(table.definition(tables)));
        tables.forEach(table -> statements.add(rows(table)));
        statements.addAll(helpers);
        views.forEach(view -> statements.addAll(view.definition()));
        return statements;
    }

    void create(TestDatabase db) {
        db.execute(statements().toArray(String[]::new));
    }

    private String rows(FuzzTable table) {
        StringBuilder columns = new StringBuilder(String.join(", ", table.key()) + ", name, amount, flag");
        StringBuilder values = new StringBuilder(table.keyValues("n") + ", 'n' || n % 4, n % 3, n % 2 = 0");
        for (Reference reference : table.references()) {
            FuzzTable target = tables.get(reference.target());
            if (!reference.prefix().equals("up")) {
                columns.append(", ").append(String.join(", ", target.columnsOf(reference)));
                values.append(", ").append(target.keyValues("(1 + n * 3 % " + ROWS + ")"));
            }
        }
        return "INSERT INTO " + table.name() + " (" + columns + ") SELECT " + values + " FROM generate_series(1, "
                + ROWS + ") n";
    }
}
