// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL server of a test run, started once per JVM: an outside one if {@code -Dtest.pg.url} names it (a JDBC
 * URL with a superuser's credentials), else a container if there is Docker, else an embedded one. Nothing is ever
 * skipped.
 *
 * <p>{@code -Dtest.pg.version=14} asks for a major version; Maven then brings the embedded binaries of it. A server of
 * another version is an error.
 */
public final class TestServer {

    /** The major version where none is asked for. */
    private static final String DEFAULT_VERSION = "18";

    /** PostgreSQL allows no prepared transactions unless it is told to. */
    private static final String PREPARED = "20";

    private static @Nullable TestServer instance;

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final AtomicInteger counter = new AtomicInteger();
    private @Nullable Connection administration;
    private String strategy = "";

    TestServer(String host, int port, String user, String password) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
    }

    public static synchronized TestServer get() {
        if (instance == null) {
            TestServer server = start();
            server.requireVersion(System.getProperty("test.pg.version", ""));
            instance = server;
        }
        return instance;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    public String user() {
        return user;
    }

    public String password() {
        return password;
    }

    /** Creates an empty database of its own. */
    public TestDatabase createDatabase() {
        return copy("template1");
    }

    /** Creates a database with what is in another one, to which no session may be connected. */
    TestDatabase copy(String template) {
        String name = "t_" + ProcessHandle.current().pid() + "_" + counter.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + template + strategy());
        return new TestDatabase(this, name);
    }

    void dropDatabase(String name) {
        execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    String url(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    private void requireVersion(String major) {
        if (major.isBlank()) {
            return;
        }
        try (Connection connection = DriverManager.getConnection(url("postgres"), user, password)) {
            int found = connection.getMetaData().getDatabaseMajorVersion();
            if (found != Integer.parseInt(major)) {
                throw new IllegalStateException(
                        "-Dtest.pg.version=" + major + ", but the server is PostgreSQL " + found);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The version of the server is unknown", e);
        }
    }

    /** Copying the template's files takes a fifth of the time of logging its pages, if nothing is to be synced. */
    private synchronized String strategy() {
        if (strategy.isEmpty()) {
            try (var statement = administration().createStatement();
                    ResultSet row = statement.executeQuery("SELECT current_setting('fsync') = 'off' AND"
                            + " current_setting('server_version_num')::int >= 150000")) {
                row.next();
                strategy = row.getBoolean(1) ? " STRATEGY = FILE_COPY" : " ";
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return strategy;
    }

    private synchronized void execute(String sql) {
        try (var statement = administration().createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** One connection for all databases that are created and dropped; a server that was restarted gets a new one. */
    private Connection administration() throws SQLException {
        Connection connection = administration;
        if (connection == null || !connection.isValid(5)) {
            connection = DriverManager.getConnection(url("postgres"), user, password);
            administration = connection;
        }
        return connection;
    }

    private static TestServer start() {
        String outside = System.getProperty("test.pg.url");
        if (outside != null && !outside.isBlank()) {
            return outside(outside);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            return container();
        }
        return embedded();
    }

    private static TestServer outside(String url) {
        var properties = org.postgresql.Driver.parseURL(url, null);
        if (properties == null) {
            throw new IllegalStateException("-Dtest.pg.url is not a PostgreSQL JDBC URL");
        }
        return new TestServer(
                properties.getProperty("PGHOST", "localhost"),
                Integer.parseInt(properties.getProperty("PGPORT", "5432")),
                properties.getProperty("user", "postgres"),
                properties.getProperty("password", ""));
    }

    private static TestServer container() {
        var container = new PostgreSQLContainer(
                "postgres:" + System.getProperty("test.pg.version", DEFAULT_VERSION) + "-alpine");
        container.setCommand("postgres", "-c", "fsync=off", "-c", "max_prepared_transactions=" + PREPARED);
        container.start();
        return new TestServer(
                container.getHost(), container.getMappedPort(5432), container.getUsername(), container.getPassword());
    }

    private static TestServer embedded() {
        try {
            EmbeddedPostgres.Builder builder = embeddedBuilder().setServerConfig("max_wal_size", "256MB");
            Path memory = MemoryDirectory.create();
            EmbeddedPostgres server = (memory == null ? builder : builder.setDataDirectory(memory)).start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
            return new TestServer("localhost", server.getPort(), "postgres", "");
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The embedded PostgreSQL does not start here; give -Dtest.pg.url or run as another user", e);
        }
    }

    static EmbeddedPostgres.Builder embeddedBuilder() {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(Path.of(
                                System.getProperty("java.io.tmpdir"),
                                "fraiseql-test-postgres-" + System.getProperty("user.name"))
                        .toFile())
                .setServerConfig("max_connections", "200")
                .setServerConfig("max_prepared_transactions", PREPARED)
                .setServerConfig("full_page_writes", "off")
                .setLocaleConfig("locale", "C.UTF-8");
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
