// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PgBouncer of its own in front of the test server; {@code pgbouncer} has to be installed. */
public final class PgBouncer implements AutoCloseable {

    private final Process process;
    private final int port;

    private PgBouncer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static PgBouncer start(TestServer server, String mode, int size) throws IOException, InterruptedException {
        int port = freePort();
        // an empty password is none that it reads
        String password = server.password().isEmpty() ? "" : " password='" + server.password() + "'";
        Path configuration = Files.createTempFile("pgbouncer", ".ini");
        Files.writeString(
                configuration,
                """
                [databases]
                * = host=%s port=%d user=%s%s
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                default_pool_size = %d
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.host(), server.port(), server.user(), password, port, mode, size)
                        + (System.getProperty("user.name").equals("root") ? "user = nobody\n" : ""));
        configuration.toFile().setReadable(true, false);
        Process process = new ProcessBuilder("pgbouncer", "-q", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        PgBouncer bouncer = new PgBouncer(process, port);
        Await.until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("pgbouncer has ended with " + process.exitValue());
            }
            try (Connection connection = bouncer.dataSource("postgres").getConnection()) {
                return connection.isValid(1);
            } catch (SQLException e) {
                return false;
            }
        });
        return bouncer;
    }

    public DataSource dataSource(String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?sslmode=disable&prepareThreshold=0");
        dataSource.setUser("any");
        dataSource.setPassword("any");
        return dataSource;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
