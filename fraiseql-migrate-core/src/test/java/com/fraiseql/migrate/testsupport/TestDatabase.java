// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty database of its own; drop it by closing it. */
public final class TestDatabase implements AutoCloseable {

    private final TestServer server;
    private final String name;

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
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        server.dropDatabase(name);
    }

    /**
     * Gives a test class a database: {@code @RegisterExtension static final FreshDatabase db = new FreshDatabase();}
     */
    public static final class FreshDatabase implements BeforeAllCallback, AfterAllCallback {

        private @org.jspecify.annotations.Nullable TestDatabase database;

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
