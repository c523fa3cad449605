// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.db.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a sync, until it is given back as it was. Everything that a sync sets, it sets for one transaction, so nothing is
 * left behind in a pool.
 */
final class Link implements AutoCloseable {

    private final Session session;
    private final Connection connection;
    private volatile @Nullable Statement running;

    private Link(Session session) {
        this.session = session;
        this.connection = session.connection();
    }

    static Link open(DataSource dataSource) {
        return new Link(Session.open(dataSource));
    }

    Connection connection() {
        return connection;
    }

    /** Sends statements, separated by semicolons, in one round trip, and gives the rows of the last one that has some. */
    List<@Nullable String[]> query(String sql) throws SQLException {
        return send(sql).rows;
    }

    void execute(String sql) throws SQLException {
        send(sql);
    }

    /** Sends statements like {@link #query}, and gives the number in the one row of the last one, or else how many rows it has written. */
    long count(String sql) throws SQLException {
        Answer answer = send(sql);
        return answer.written >= 0 ? answer.written : number(answer.rows.get(0)[0]);
    }

    /** The rows of the last statement that had some, and what the last statement has written, -1 if it gave rows. */
    private record Answer(List<@Nullable String[]> rows, long written) {}

    private Answer send(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setEscapeProcessing(false);
            Answer answer = new Answer(List.of(), 0);
            boolean hasRows = statement.execute(sql);
            while (hasRows || statement.getLargeUpdateCount() >= 0) {
                answer = hasRows
                        ? new Answer(read(statement), -1)
                        : new Answer(answer.rows, statement.getLargeUpdateCount());
                hasRows = statement.getMoreResults();
            }
            return answer;
        } finally {
            running = null;
        }
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

    /** Ends the connection, so that no pool keeps it. */
    void discard() {
        session.discard();
    }

    @Override
    public void close() {
        session.close();
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

    /** A column that holds a number. */
    static long number(@Nullable String text) {
        return Long.parseLong(Objects.requireNonNull(text));
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
