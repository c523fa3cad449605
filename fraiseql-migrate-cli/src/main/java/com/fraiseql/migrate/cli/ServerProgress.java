// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Progress of long operations as PostgreSQL reports it. Read on a second connection in short queries, so that it holds
 * no snapshot that {@code CREATE INDEX CONCURRENTLY} would have to wait for.
 */
final class ServerProgress implements AutoCloseable {

    /** The operation in progress: kind, phase, done, total (0: unknown), unit. */
    private static final String QUERY = """
            SELECT 'index' AS kind, phase,
                   CASE WHEN blocks_total > 0 THEN blocks_done ELSE tuples_done END AS done,
                   CASE WHEN blocks_total > 0 THEN blocks_total ELSE tuples_total END AS total,
                   CASE WHEN blocks_total > 0 THEN 'blocks' ELSE 'rows' END AS unit
              FROM pg_catalog.pg_stat_progress_create_index WHERE pid = $PID
            UNION ALL
            SELECT 'copy', 'copying', CASE WHEN bytes_total > 0 THEN bytes_processed ELSE tuples_processed END,
                   bytes_total, CASE WHEN bytes_total > 0 THEN 'bytes' ELSE 'rows' END
              FROM pg_catalog.pg_stat_progress_copy WHERE pid = $PID
            UNION ALL
            SELECT 'vacuum', phase, heap_blks_scanned, heap_blks_total, 'blocks'
              FROM pg_catalog.pg_stat_progress_vacuum WHERE pid = $PID
            UNION ALL
            SELECT 'rewrite', phase, heap_blks_scanned, heap_blks_total, 'blocks'
              FROM pg_catalog.pg_stat_progress_cluster WHERE pid = $PID
            LIMIT 1
            """;

    /** Opens a connection. */
    @FunctionalInterface
    interface Opener {
        Connection open() throws SQLException;
    }

    private final Opener opener;
    private @Nullable Connection connection;
    private boolean broken;

    ServerProgress(Opener opener) {
        this.opener = opener;
    }

    /** A phrase for the progress line, or {@code null} if the server reports nothing. Never fails. */
    @Nullable
    String of(int pid) {
        if (broken) {
            return null;
        }
        try {
            Connection open = connection;
            if (open == null) {
                open = opener.open();
                connection = open;
            }
            try (PreparedStatement query = open.prepareStatement(QUERY.replace("$PID", String.valueOf(pid)));
                    ResultSet rows = query.executeQuery()) {
                return rows.next()
                        ? describe(
                                rows.getString("phase"),
                                rows.getLong("done"),
                                rows.getLong("total"),
                                rows.getString("unit"))
                        : null;
            }
        } catch (SQLException e) {
            // the server has no free connection: the elapsed time must suffice
            broken = true;
            return null;
        }
    }

    static String describe(String phase, long done, long total, String unit) {
        if (total <= 0) {
            return done > 0 ? phase + ", " + count(done) + " " + unit : phase;
        }
        return phase + ", " + 100 * done / total + " % of " + count(total) + " " + unit;
    }

    /** {@code 1 234 567}. */
    private static String count(long number) {
        StringBuilder digits = new StringBuilder(String.valueOf(number));
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, ' ');
        }
        return digits.toString();
    }

    @Override
    public void close() {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                // the connection ends with the process
            }
        }
    }
}
