// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import com.fraiseql.migrate.cli.connect.ServerTarget.Host;
import com.fraiseql.migrate.failure.Secrets;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Opens connections to a {@link ServerTarget}, each a new one. It uses the driver directly and not the
 * {@code DriverManager}, which would load other drivers first.
 */
public final class DriverDataSource implements DataSource {

    /** A field, since a logger without a reference is collected, and its level with it. */
    private static final Logger DRIVER_LOG = Logger.getLogger("org.postgresql");

    static {
        // the driver's exceptions contain what it logs, and the error stream may be JSON; a log configuration of the
        // user counts
        if (System.getProperty("java.util.logging.config.file") == null) {
            DRIVER_LOG.setLevel(Level.OFF);
        }
        // the driver would look for the password file with other rules for place and permissions than libpq's
        System.setProperty(
                "org.postgresql.pgpassfile", Path.of("").toAbsolutePath().getRoot() + "");
    }

    private final String url;
    private final Properties properties = new Properties();
    private final Driver driver = new Driver();
    private final @Nullable Host socket;

    public DriverDataSource(ServerTarget target) {
        properties.putAll(target.properties());
        properties.setProperty("user", target.user());
        if (target.password() != null) {
            properties.setProperty("password", target.password());
        }
        StringBuilder text = new StringBuilder("jdbc:postgresql://");
        socket = target.hosts().get(0).socketDirectory() ? target.hosts().get(0) : null;
        if (socket != null) {
            text.append("localhost:").append(socket.port());
            properties.setProperty("socketFactory", UnixSocketFactory.class.getName());
            properties.setProperty("socketFactoryArg", socket.name() + "/.s.PGSQL." + socket.port());
            // as libpq: a local socket is never encrypted
            properties.setProperty("sslmode", "disable");
            properties.setProperty("gssEncMode", "disable");
        } else {
            for (int i = 0; i < target.hosts().size(); i++) {
                Host host = target.hosts().get(i);
                String name = host.name().indexOf(':') < 0 ? host.name() : "[" + host.name() + "]";
                text.append(i == 0 ? "" : ",").append(name).append(':').append(host.port());
            }
        }
        text.append('/');
        properties.setProperty("PGDBNAME", target.database());
        text.append(encode(target.database()));
        this.url = text.toString();
    }

    private static String encode(String database) {
        return java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return open(properties);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        Properties other = new Properties();
        other.putAll(properties);
        other.setProperty("user", user);
        other.setProperty("password", password);
        return open(other);
    }

    private Connection open(Properties with) throws SQLException {
        Connection connection;
        try {
            connection = driver.connect(url, with);
        } catch (SQLException e) {
            if (socket != null && e.getCause() instanceof ConnectException) {
                // the driver does not know about sockets and would name a host that the user has not configured
                throw new SQLException(e.getCause().getMessage(), e.getSQLState(), e.getCause());
            }
            throw e;
        }
        if (connection == null) {
            throw new SQLException("The driver does not accept " + Secrets.mask(url), "08001");
        }
        return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {
        properties.setProperty("loginTimeout", String.valueOf(seconds));
    }

    @Override
    public int getLoginTimeout() {
        return Integer.parseInt(properties.getProperty("loginTimeout", "0"));
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("Not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
