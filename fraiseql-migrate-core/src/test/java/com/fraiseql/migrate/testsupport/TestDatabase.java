// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty database of its own; drop it by closing it. */
public final class TestDatabase implements AutoCloseable {

    private final TestServer server;
    private final String name;
    private final AtomicReference<@Nullable Connection> session = new AtomicReference<>();

    TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    public static TestDatabase create() {
        return TestServer.get().createDatabase();
    }

    public String name() {
        return name;
    }

    public String url() {
        return server.url(name);
    }

    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    /** A DataSource without a pool: every call is a new connection. */
    public DataSource dataSource() {
        return sibling(name);
    }

    /** The same for another database of the server. */
    public DataSource sibling(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.url(database));
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        return dataSource;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), server.user(), server.password());
    }

    /** Runs statements, one after the other, in autocommit. */
    public void execute(String... statements) {
        try {
            inSession(statement -> {
                for (String sql : statements) {
                    statement.execute(sql);
                }
                // ALTER DATABASE and ALTER ROLE change what sessions begin with
                return Stream.of(statements).noneMatch(sql -> sql.contains("ALTER "));
            });
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> query(String sql) {
        List<String> values = new ArrayList<>();
        try {
            inSession(statement -> {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        values.add(String.valueOf(rows.getString(1)));
                    }
                }
                return true;
            });
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
        return values;
    }

    /** The SQLSTATE with which the server refuses a statement. */
    public String refusal(String sql) {
        try {
            inSession(statement -> {
                statement.execute(sql);
                return true;
            });
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
        throw new AssertionError("The server accepts " + sql);
    }

    /** The server's major version, for instance 18. */
    public int majorVersion() {
        return Integer.parseInt(query("SHOW server_version_num").get(0)) / 10_000;
    }

    private void inSession(Work work) throws SQLException {
        Connection connection = take();
        boolean keep = false;
        try (var statement = connection.createStatement()) {
            keep = work.in(statement);
        } finally {
            if (!keep || !session.compareAndSet(null, connection)) {
                connection.close();
            }
        }
    }

    private interface Work {

        /** Tells whether the session can be used again. */
        boolean in(Statement statement) throws SQLException;
    }

    /** A session in its first state, kept from an earlier call if there is one: a new one costs the server more. */
    private Connection take() throws SQLException {
        Connection kept = session.getAndSet(null);
        if (kept != null) {
            try (var statement = kept.createStatement()) {
                statement.execute("DISCARD ALL");
                return kept;
            } catch (SQLException e) {
                kept.close();
            }
        }
        return connect();
    }

    /** Another database with what is in this one; no session of the test's own may be open. */
    public TestDatabase copy() {
        disconnect();
        return server.copy(name);
    }

    @Override
    public void close() {
        disconnect();
        server.dropDatabase(name);
    }

    private void disconnect() {
        try {
            Connection kept = session.getAndSet(null);
            if (kept != null) {
                kept.close();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Gives a test class a database: {@code @RegisterExtension static final FreshDatabase db = new FreshDatabase();}
     */
    public static final class FreshDatabase implements BeforeAllCallback, AfterAllCallback {

        private @Nullable TestDatabase database;

        public TestDatabase get() {
            if (database == null) {
                throw new IllegalStateException("only within a test");
            }
            return database;
        }

        @Override
        public void beforeAll(ExtensionContext context) {
            database = create();
        }

        @Override
        public void afterAll(ExtensionContext context) {
            get().close();
        }
    }
}
