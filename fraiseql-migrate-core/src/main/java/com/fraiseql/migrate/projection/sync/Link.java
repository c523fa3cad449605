// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a sync, until it is given back as it was. Everything that a sync sets, it sets for one transaction, so nothing is
 * left behind in a pool. The only class of the room that opens connections.
 */
final class Link implements AutoCloseable {

    private final Connection connection;
    private final boolean autoCommit;
    private volatile @Nullable Statement running;

    private Link(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(true);
    }

    static Link open(DataSource dataSource) {
        try {
            return new Link(dataSource.getConnection());
        } catch (SQLException e) {
            throw new MigrateException(
                    FailureCode.UNREACHABLE,
                    "No connection was to be had for the sync: " + e.getMessage(),
                    "Check that the server runs and has free connections, and the size of the pool.",
                    null,
                    null,
                    e);
        }
    }

    Connection connection() {
        return connection;
    }

    /** Sends statements, separated by semicolons, in one round trip, and gives the rows of the last one that has some. */
    List<@Nullable String[]> query(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setEscapeProcessing(false);
            List<@Nullable String[]> rows = new ArrayList<>();
            boolean hasRows = statement.execute(sql);
            while (hasRows || statement.getUpdateCount() >= 0) {
                if (hasRows) {
                    rows = read(statement);
                }
                hasRows = statement.getMoreResults();
            }
            return rows;
        } finally {
            running = null;
        }
    }

    void execute(String sql) throws SQLException {
        query(sql);
    }

    /** One transaction: committed if the work ends well, rolled back if not. */
    <T> T inTransaction(Work<T> work) throws SQLException {
        connection.setAutoCommit(false);
        boolean done = false;
        try {
            T result = work.run(this);
            connection.commit();
            done = true;
            return result;
        } finally {
            endTransaction(done);
        }
    }

    /** What happens in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        T run(Link link) throws SQLException;
    }

    /** Asks the server to cancel what runs; may be called from another thread. */
    void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // the flag of the run ends it at the next statement
            }
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            // the connection is broken; closing it is all that is left to do
        }
        try {
            connection.close();
        } catch (SQLException e) {
            // what has been committed is committed
        }
    }

    private void endTransaction(boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is gone, and the transaction with it; the first failure is the one to show
        }
    }

    private static List<@Nullable String[]> read(Statement statement) throws SQLException {
        List<@Nullable String[]> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                @Nullable String[] row = new @Nullable String[columns];
                for (int i = 0; i < columns; i++) {
                    row[i] = result.getString(i + 1);
                }
                rows.add(row);
            }
        }
        return rows;
    }
}
