// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.survey;

import com.fraiseql.migrate.catalog.Projection;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.table.NamePattern;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the tables that are meant by a name or a pattern that the operator gave. */
public final class TableNames {

    private TableNames() {}

    /**
     * Whether the table's name without its schema means this one: as for PostgreSQL, the search path decides; off it,
     * all are meant.
     */
    static boolean isMeant(Projection projection, List<Projection> tables) {
        return projection.onSearchPath()
                || tables.stream()
                        .noneMatch(
                                other -> other.onSearchPath() && other.table().equals(projection.table()));
    }

    /** Whether it is called so, with or without its schema. */
    public static boolean named(Projection projection, String table) {
        return table.equals(projection.table()) || table.equals(projection.displayName());
    }

    /** Whether it is meant by a pattern of {@code *} and literal characters. */
    public static boolean matches(Projection projection, String pattern) {
        return NamePattern.matches(projection.schema(), projection.table(), pattern);
    }

    static MigrateException unknown(String table, List<ReadTable> all, List<Projection> known) {
        List<String> fillable =
                all.stream().filter(ReadTable::hasSource).map(ReadTable::name).toList();
        Optional<Projection> exists =
                known.stream().filter(projection -> named(projection, table)).findFirst();
        String what;
        if (exists.isEmpty()) {
            what = "There is no table " + table + " in this database"
                    + SimilarName.among(
                                    known.stream().map(Projection::displayName).collect(Collectors.toSet()), table)
                            .map(similar -> "; is " + similar + " meant?")
                            .orElse(".");
        } else if (!exists.get().isTable()) {
            what = table + " has nothing to be filled: it is not a table.";
        } else {
            what = all.stream()
                    .filter(work -> named(work.projection(), table))
                    .findFirst()
                    .map(work -> table + " has nothing to be filled from: " + work.noSource() + ".")
                    .orElse(table + " is left out by the schemas or the exclude patterns of the sync.");
        }
        return new MigrateException(
                FailureCode.SYNC_UNKNOWN_TABLE,
                what,
                fillable.isEmpty()
                        ? "No tv_ table can be filled."
                        : "Those that can be filled: " + String.join(", ", fillable) + ".");
    }
}
