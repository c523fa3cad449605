// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.table;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.catalog.Projection.Column;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.List;
import java.util.stream.Collectors;

/** A table and its source that do not fit. */
final class ShapeFailures {

    private ShapeFailures() {}

    static MigrateException primaryKey(Projection projection, List<Column> source) {
        List<String> key = projection.primaryKey();
        String table = Sql.name(projection.schema(), projection.table());
        if (key.isEmpty()) {
            String column = Sql.name(firstColumn(projection, source));
            return new MigrateException(
                    FailureCode.SYNC_SHAPE,
                    projection.displayName() + " has no primary key, so its rows cannot be told apart.",
                    "Give it one in a migration, for instance: ALTER TABLE " + table + " ADD PRIMARY KEY (" + column
                            + ");");
        }
        String columns = key.stream().map(Sql::name).collect(Collectors.joining(", "));
        String added = projection.columns().stream().anyMatch(c -> c.name().equals("id")) ? "sync_key" : "id";
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                projection.displayName() + " has a primary key of " + key.size() + " columns (" + String.join(", ", key)
                        + "); a sync needs one of a single column.",
                "Fill it with an InitialSync bean, or leave it out (fraiseql.migrate.sync.exclude), or give it "
                        + "another key in a"
                        + " migration: TRUNCATE " + table + "; ALTER TABLE " + table + " DROP CONSTRAINT "
                        + Sql.name(String.valueOf(projection.primaryKeyName())) + ", ADD COLUMN " + added
                        + " text PRIMARY KEY, ADD UNIQUE (" + columns + "); and let its source give concat_ws(':', "
                        + columns
                        + ") AS " + added + " too.");
    }

    /** The column that is the key, in all likelihood. */
    private static String firstColumn(Projection projection, List<Column> source) {
        List<String> names = projection.columns().stream()
                .map(Column::name)
                .filter(name -> source.stream().anyMatch(c -> c.name().equals(name)))
                .toList();
        return names.contains("id") || names.isEmpty() ? "id" : names.get(0);
    }

    static MigrateException shape(Projection projection, String source, List<String> problems, List<String> ignored) {
        return new MigrateException(
                FailureCode.SYNC_SHAPE,
                projection.displayName() + " and " + source + " do not fit: " + String.join("; ", problems)
                        + (ignored.isEmpty()
                                ? "."
                                : "; these columns of the source are not in the table: " + String.join(", ", ignored)
                                        + "."),
                "Change the view or the table in a migration so that columns and types are the same.");
    }
}
