// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a sync, until it is returned as it was. Everything that a sync sets, it sets for one transaction,
 * so nothing is left behind in a pool. Each transaction begins with the given settings, and so does each
 * statement outside of one.
 */
public final class TransactionalSession implements AutoCloseable {

    private final Session session;
    private final Connection connection;
    private final Supplier<String> settings;
    private volatile @Nullable Statement running;
    private boolean inTransaction;
    private boolean settled;

    private TransactionalSession(Session session, Supplier<String> settings) {
        this.session = session;
        this.connection = session.connection();
        this.settings = settings;
    }

    /**
     * Takes a connection.
     *
     * @param settings what every transaction begins with
     */
    public static TransactionalSession open(DataSource dataSource, Supplier<String> settings) {
        return new TransactionalSession(Session.open(dataSource), settings);
    }

    public Connection connection() {
        return connection;
    }

    /**
     * Sends statements, separated by semicolons, in one round trip, and gives the rows of the last one that has some.
     */
    public List<Row> query(String sql) throws SQLException {
        return send(sql).rows;
    }

    public void execute(String sql) throws SQLException {
        send(sql);
    }

    /**
     * Sends statements like {@link #query}, and gives the number in the one row of the last one, or else how many rows
     * it has written.
     */
    public long count(String sql) throws SQLException {
        Answer answer = send(sql);
        return answer.written >= 0 ? answer.written : answer.rows.get(0).number(0);
    }

    /** The rows of the last statement that had some, and what the last statement has written, -1 if it gave rows. */
    private record Answer(List<Row> rows, long written) {}

    /**
     * Sends a statement that must be alone in its message, since PostgreSQL refuses it in a transaction: without the
     * settings.
     */
    public void executeAlone(String sql) throws SQLException {
        send(sql, false);
    }

    /** Sends the settings, for those who use the {@link #connection()} themselves. */
    public void settle() throws SQLException {
        settled = true;
        send(settings.get(), false);
    }

    private Answer send(String sql) throws SQLException {
        boolean first = !inTransaction || !settled;
        settled = inTransaction;
        return first ? send(settings.get() + sql, true) : send(sql, false);
    }

    private Answer send(String sql, boolean withSettings) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.setEscapeProcessing(false);
            Answer answer = new Answer(List.of(), 0);
            boolean hasRows = statement.execute(sql);
            if (withSettings) {
                hasRows = statement.getMoreResults();
            }
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
    public <T> T inTransaction(Body<T> work) throws SQLException {
        return inTransaction("", work);
    }

    /** A transaction in which each statement sees what others have committed, whatever the session's default is. */
    public <T> T readingCommitted(Body<T> work) throws SQLException {
        return inTransaction("SET TRANSACTION ISOLATION LEVEL READ COMMITTED", work);
    }

    /** A read-only transaction in which everything is read as of one moment. */
    public <T> T inSnapshot(Body<T> work) throws SQLException {
        return inSnapshot("", work);
    }

    /**
     * The same, after statements that take no snapshot, such as SET and LOCK. They come before the settings of the
     * session, which may take one: a table that another session truncates while its lock is waited for is empty in
     * every snapshot, and all others are as they were in this one.
     */
    public <T> T inSnapshot(String before, Body<T> work) throws SQLException {
        return inTransaction("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;" + before, work);
    }

    private <T> T inTransaction(String mode, Body<T> work) throws SQLException {
        connection.setAutoCommit(false);
        inTransaction = true;
        settled = false;
        boolean done = false;
        try {
            if (!mode.isEmpty()) {
                send(mode, false);
            }
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
    public interface Body<T> {
        T run(TransactionalSession link) throws SQLException;
    }

    /** Asks the server to cancel what runs; may be called from another thread. */
    public void cancel() {
        Statement statement = running;
        if (statement != null) {
            try {
                statement.cancel();
            } catch (SQLException e) {
                // the flag of the run ends it at the next statement
            }
        }
    }

    /** Refuses a pooler that gives each transaction another server session. */
    public void requireOwnSession(DataSource dataSource) {
        PoolerCheck.require(session, dataSource);
    }

    /** Ends the connection, so that no pool keeps it. */
    public void discard() {
        session.discard();
    }

    @Override
    public void close() {
        session.close();
    }

    private void endTransaction(boolean done) {
        inTransaction = false;
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is gone, and the transaction with it; the first failure is the one to show
        }
    }

    private static List<Row> read(Statement statement) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = statement.getResultSet()) {
            ResultSetMetaData described = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= described.getColumnCount(); i++) {
                columns.add(described.getColumnLabel(i));
            }
            while (result.next()) {
                List<@Nullable String> values = new ArrayList<>(columns.size());
                for (int i = 1; i <= columns.size(); i++) {
                    values.add(result.getString(i));
                }
                rows.add(new Row(columns, values));
            }
        }
        return rows;
    }
}
