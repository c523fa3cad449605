// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.ServerInfo;
import java.util.List;
import java.util.Optional;

/**
 * What the database remembers, as read in one round trip.
 *
 * @param server the server it was read from
 * @param table where the history is, or where it would be created
 * @param exists whether the history table is there
 * @param rows its rows by rank
 * @param user the user that the session acts as
 * @param searchPath the session's {@code search_path}
 * @param exempt whether no row security policy ever applies to that user
 * @param misnamed whether the table has rows with a file's name instead of the version, as one makes them by hand;
 *     {@code rows} has versions
 * @param schemaExists whether the schema is there that the history table is in, or would be
 */
public record History(
        ServerInfo server,
        HistoryTable table,
        boolean exists,
        List<HistoryRow> rows,
        String user,
        String searchPath,
        boolean exempt,
        boolean misnamed,
        boolean schemaExists) {

    public History {
        rows = List.copyOf(rows);
    }

    public HistoryRights rights() {
        return new HistoryRights(table, user);
    }

    public Optional<HistoryRow> row(String version) {
        return rows.stream().filter(row -> row.version().equals(version)).findFirst();
    }
}
