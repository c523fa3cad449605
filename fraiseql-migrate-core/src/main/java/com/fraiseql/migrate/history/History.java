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
 * @param schemaExists whether the schema is there that the history table is in, or would be
 * @param exists whether the history table is there
 * @param rows its rows by rank
 * @param reader who has read it
 * @param misnamed whether the table has rows with a file's name instead of the version, as one makes them by hand;
 *     {@code rows} has versions
 */
public record History(
        ServerInfo server,
        HistoryTable table,
        boolean schemaExists,
        boolean exists,
        List<HistoryRow> rows,
        Reader reader,
        boolean misnamed) {

    /**
     * Who has read a history.
     *
     * @param user the user that the session acts as
     * @param searchPath the session's {@code search_path}
     * @param exempt whether no row security policy ever applies to that user
     */
    public record Reader(String user, String searchPath, boolean exempt) {}

    public History {
        rows = List.copyOf(rows);
    }

    public String user() {
        return reader.user();
    }

    public String searchPath() {
        return reader.searchPath();
    }

    public boolean exempt() {
        return reader.exempt();
    }

    public HistoryRights rights() {
        return new HistoryRights(table, user());
    }

    public Optional<HistoryRow> row(String version) {
        return rows.stream().filter(row -> row.version().equals(version)).findFirst();
    }
}
