// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.db;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/**
 * One connection, from being taken out of the DataSource until it is released as it was.
 *
 * <p>Transactions are opened and ended by what is sent, never by JDBC, so the connection is in autocommit throughout,
 * without the driver's own savepoints. A network timeout of the pool is switched off meanwhile: a migration may take
 * hours.
 */
public final class Session implements AutoCloseable {

    private final Connection connection;
    private final PgConnection driver;
    private final ServerProtocol protocol;
    private final boolean autoCommit;
    private final AutoSave autosave;
    private final PreferQueryMode queryMode;
    private final int networkTimeout;
    private BiConsumer<String, String> notices = (severity, message) -> {};

    private Session(Connection connection, PgConnection driver) throws SQLException {
        this.connection = connection;
        this.driver = driver;
        this.protocol = new ServerProtocol(driver);
        this.autoCommit = connection.getAutoCommit();
        this.autosave = driver.getAutosave();
        this.queryMode = driver.getPreferQueryMode();
        this.networkTimeout = driver.getNetworkTimeout();
        connection.setAutoCommit(true);
        driver.setAutosave(AutoSave.NEVER);
        if (queryMode == PreferQueryMode.EXTENDED) {
            // it would cut our own queries of several statements apart
            driver.getQueryExecutor().setPreferQueryMode(PreferQueryMode.EXTENDED_FOR_PREPARED);
        }
        if (networkTimeout != 0) {
            driver.setNetworkTimeout(Runnable::run, 0);
        }
    }

    /**
     * Takes a connection.
     *
     * @throws com.fraiseql.migrate.failure.MigrateException if the server cannot be reached, refuses, or is not
     *     PostgreSQL
     */
    public static Session open(DataSource dataSource) {
        @Nullable Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw ConnectFailures.of(e);
        } catch (RuntimeException e) {
            // pools wrap: HikariPool$PoolInitializationException, Spring's CannotGetJdbcConnectionException
            throw ConnectFailures.of(e);
        }
        if (connection == null) {
            throw DataSourceFailure.noConnection(dataSource);
        }
        try {
            if (!connection.isWrapperFor(PgConnection.class)) {
                throw DataSourceFailure.noDriver(connection);
            }
            return new Session(connection, connection.unwrap(PgConnection.class));
        } catch (SQLException e) {
            closeQuietly(connection);
            throw ConnectFailures.of(e);
        } catch (RuntimeException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Who gets the server's notices: severity and message. */
    public void onNotice(BiConsumer<String, String> handler) {
        this.notices = handler;
    }

    /** Sends our own statements in one round trip and keeps their rows. Failures are in the reply. */
    public Reply query(String sql) {
        return protocol.query(sql, warning -> {});
    }

    /** Sends a migration's statements in one round trip and drops their rows. Failures are in the reply. */
    public Reply script(String sql) {
        return protocol.script(sql, this::notice);
    }

    /**
     * Sends statements in one flush, each as a message of its own, and waits once for all answers. Rows are dropped. A
     * statement of more than {@value StatementBatch#MOST_BYTES} bytes is to be sent alone, and all together are to be
     * no longer than that.
     *
     * @param told the indexes of the statements whose begin is to be told as soon as it happens; each costs the server
     *     a message more
     * @param completed called with the number of completed statements each time that one completes
     */
    public BatchReply batch(List<String> statements, IntPredicate told, IntConsumer completed) {
        return protocol.batch(statements, told, this::notice, completed);
    }

    /**
     * Streams the data of a {@code COPY … FROM STDIN}; notices are told as they come.
     *
     * @param cancelled asked while data is left; the COPY then fails as cancelled
     */
    public void copyIn(String sql, InputStream data, BooleanSupplier cancelled) throws SQLException, IOException {
        CopyStream.send(driver, sql, data, this::notice, cancelled);
    }

    /** The connection itself, for migrations in Java. */
    public Connection connection() {
        return connection;
    }

    /** The database's encoding, as the server has named it at the start; {@code null} if it has not. */
    public @Nullable String serverEncoding() {
        return ((PGConnection) driver).getParameterStatus("server_encoding");
    }

    /**
     * Whether the other one uses the same connection of the driver, as a pool of one connection that is shared does.
     */
    boolean sameConnection(Session other) {
        return driver == other.driver;
    }

    /** The server process behind this session, as far as the driver was told: a pooler tells a number of its own. */
    public int pid() {
        return ((PGConnection) driver).getBackendPID();
    }

    /** Whether a transaction is open, failed or not. */
    public boolean inTransaction() {
        return driver.getQueryExecutor().getTransactionState() != TransactionState.IDLE;
    }

    /** Whether the connection can no longer be used. */
    public boolean lost() {
        try {
            return driver.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * Ends the connection instead of giving it back as it is: the server ends the session then, with its locks and
     * settings. A pool finds out at once, since the connection fails when it is used.
     */
    public void discard() {
        try {
            driver.abort(Runnable::run);
            // pools look at the failures that pass through them; this one says that the connection is gone
            connection.createStatement().close();
        } catch (SQLException e) {
            // closed, which is what is wanted
        }
    }

    /** Asks the server to cancel what runs; may be called from another thread. */
    public void cancel() throws SQLException {
        driver.cancelQuery();
    }

    @Override
    public void close() {
        try {
            if (!driver.isClosed()) {
                if (networkTimeout != 0) {
                    driver.setNetworkTimeout(Runnable::run, networkTimeout);
                }
                driver.setAutosave(autosave);
                driver.getQueryExecutor().setPreferQueryMode(queryMode);
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            // the connection is broken; closing it is all that is left to do
        }
        closeQuietly(connection);
    }

    private void notice(java.sql.SQLWarning warning) {
        String severity = "NOTICE";
        String message = String.valueOf(warning.getMessage());
        if (warning instanceof PSQLWarning fromServer) {
            ServerErrorMessage server = fromServer.getServerErrorMessage();
            if (server.getSeverity() != null) {
                severity = server.getSeverity();
            }
            if (server.getMessage() != null) {
                message = server.getMessage() + field("DETAIL", server.getDetail()) + field("HINT", server.getHint());
            }
        }
        notices.accept(severity, message);
    }

    private static String field(String name, @Nullable String value) {
        return value == null || value.isBlank() ? "" : "\n" + name + ": " + value.strip();
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // nothing is lost: what has been committed is committed
        }
    }
}
