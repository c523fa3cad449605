// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.history;

import com.fraiseql.migrate.db.Reply;
import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.db.Sql;
import com.fraiseql.migrate.db.SqlState;
import com.fraiseql.migrate.report.LogEntry;
import java.sql.SQLException;
import java.util.List;

/** Reads the append-only log. A log table that is missing is an empty log; the next run that writes creates it. */
public final class LogReader {

    private final Session session;
    private final History history;

    public LogReader(Session session, History history) {
        this.session = session;
        this.history = history;
    }

    /** The last lines, newest first. */
    public List<LogEntry> last(int limit) {
        return read("", limit);
    }

    /** The last lines about one migration, newest first. */
    public List<LogEntry> lastOf(String version, int limit) {
        return read(" WHERE t.version = " + Sql.literal(version), limit);
    }

    private List<LogEntry> read(String where, int limit) {
        HistoryTable table = history.table();
        String columns = "id, extract(epoch FROM at) AS at, version, action, unit, execution_ms, sqlstate, message, "
                + "location, db_user";
        try {
            Reply reply = session.query(HistoryReader.SEE_ALL_ROWS + ";SELECT t.* FROM "
                            + table.log().readable(columns) + where + " ORDER BY t.id DESC LIMIT " + limit)
                    .orThrow();
            return reply.rows(1).stream().map(HistoryRows::logEntry).toList();
        } catch (SQLException e) {
            String state = SqlState.of(e);
            if (state.equals(SqlState.UNDEFINED_TABLE)) {
                return List.of();
            }
            if (state.equals(SqlState.INSUFFICIENT_PRIVILEGE)) {
                throw HistoryRights.isRowSecurity(e)
                        ? history.rights().hidden(e)
                        : history.rights().mayNotReadLog(e);
            }
            throw HistoryReader.unreadable(table.displayLog(), e);
        }
    }
}
