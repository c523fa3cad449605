// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.ServerInfo;
import java.util.List;
import java.util.Optional;

/**
 * What the database remembers, as read in one round trip.
 *
 * @param server the server it was read from
 * @param table where the history is, or would be
 * @param exists whether the history table is there
 * @param rows its rows by rank
 */
public record History(ServerInfo server, HistoryTable table, boolean exists, List<HistoryRow> rows) {

    public History {
        rows = List.copyOf(rows);
    }

    public Optional<HistoryRow> row(String version) {
        return rows.stream().filter(row -> row.version().equals(version)).findFirst();
    }
}
