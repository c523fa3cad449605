// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import com.fraiseql.migrate.testsupport.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** The driver over a Unix socket. The test's server may have none, so a socket of our own leads to its port. */
class UnixSocketTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    @TempDir
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private ServerSocketChannel listener;

    @BeforeEach
    void listen() throws IOException {
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(directory.resolve(".s.PGSQL.5432")));
        daemon(() -> {
            while (true) {
                SocketChannel client = listener.accept();
                SocketChannel server = SocketChannel.open(new InetSocketAddress(
                        TestServer.get().host(), TestServer.get().port()));
                daemon(() -> pump(client, server));
                daemon(() -> pump(server, client));
            }
        });
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // the test is over
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static void pump(SocketChannel from, SocketChannel to) throws IOException {
        try (from;
                to) {
            ByteBuffer buffer = ByteBuffer.allocate(65536);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }
    }

    private DriverDataSource dataSource() {
        Map<String, String> env = new HashMap<>();
        env.put("PGHOST", directory.toString());
        env.put("PGDATABASE", db.get().name());
        env.put("PGUSER", db.get().user());
        env.put("PGPASSWORD", db.get().password());
        Surroundings surroundings = new Surroundings(env, directory, directory, "tina");
        return new DriverDataSource(
                TargetResolver.resolve(null, surroundings, ProjectConfig.of(surroundings), new ArrayList<>())
                        .orElseThrow());
    }

    @Test
    void queriesAndBigResultsPass() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT repeat('x', 3000000), current_database()")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).hasSize(3_000_000);
            assertThat(rows.getString(2)).isEqualTo(db.get().name());
        }
    }

    @Test
    void copyInOfManyBytesPasses() throws SQLException, IOException {
        byte[] data = "0123456789\n".repeat(400_000).getBytes(StandardCharsets.UTF_8);
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE copied (x text)");
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY copied FROM stdin", new ByteArrayInputStream(data));
            assertThat(rows).isEqualTo(400_000);
        }
    }

    @Test
    void aStatementIsCancelledOverASecondConnection() throws Exception {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            Thread canceller = new Thread(() -> {
                try {
                    Thread.sleep(300);
                    statement.cancel();
                } catch (InterruptedException | SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            canceller.start();
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57014"));
            canceller.join();
        }
    }

    @Test
    void aReadThatTakesTooLongTimesOut() throws Exception {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, 300);
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(60)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        }
    }

    @Test
    void notificationsAreSeenWithoutWaiting() throws SQLException {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("LISTEN x");
            statement.execute("NOTIFY x");
            assertThat(connection.unwrap(PGConnection.class).getNotifications(100))
                    .hasSize(1);
            assertThat(connection.unwrap(PGConnection.class).getNotifications(1))
                    .isEmpty();
        }
    }

    @Test
    void aSocketThatIsNotThereIsNamed() throws IOException {
        listener.close();
        java.nio.file.Files.deleteIfExists(directory.resolve(".s.PGSQL.5432"));
        assertThatThrownBy(() -> dataSource().getConnection()).hasMessageContaining(".s.PGSQL.5432");
    }
}
