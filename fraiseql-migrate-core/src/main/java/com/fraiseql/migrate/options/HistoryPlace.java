// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import com.fraiseql.migrate.failure.MigrateException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the history is ({@code docs/design.md}, 11).
 *
 * @param schema the schema of the history table, as it is in the catalog; {@code null} for the one where the session
 *     sees it, and its current schema if it sees none
 * @param table the history table; its log table has {@code _log} appended, but {@code fraiseql_migrations} has
 *     {@code fraiseql_migration_log}
 * @param createSchema whether the schema is created if it does not exist, the configured one or the first of the
 *     {@code search_path}; otherwise that is an error
 */
public record HistoryPlace(@Nullable String schema, String table, boolean createSchema) {

    /** The history table's name where none is configured. */
    public static final String DEFAULT_TABLE = HistoryNames.DEFAULT_TABLE;

    /** @throws MigrateException BAD_CONFIGURATION if the history cannot have these names */
    public HistoryPlace {
        Objects.requireNonNull(table, "table");
        HistoryNames.check(schema, table);
    }

    public static HistoryPlace defaults() {
        return new HistoryPlace(null, DEFAULT_TABLE, false);
    }

    public HistoryPlace withSchema(@Nullable String newSchema) {
        return new HistoryPlace(newSchema, table, createSchema);
    }

    public HistoryPlace withTable(String newTable) {
        return new HistoryPlace(schema, newTable, createSchema);
    }

    public HistoryPlace withCreateSchema(boolean create) {
        return new HistoryPlace(schema, table, create);
    }
}
