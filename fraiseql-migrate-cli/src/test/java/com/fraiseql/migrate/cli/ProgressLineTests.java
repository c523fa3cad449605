// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;

class ProgressLineTests {

    @RegisterExtension
    static final FreshDatabase db = new FreshDatabase();

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Terminal terminal(boolean live) {
        return new Terminal(
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                live);
    }

    private String shown() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalALineIsWrittenOverAndRemovedAtTheEnd() throws InterruptedException {
        ServerProgress server = new ServerProgress(db.get()::connect);
        try (server;
                ProgressLine progress = new ProgressLine(terminal(true), server)) {
            progress.begin("001_a.sql");
            progress.step("CREATE TABLE a");
            while (!shown().contains("CREATE TABLE a")) {
                Thread.sleep(50);
            }
            progress.end();
        }
        assertThat(shown()).contains("\r  … 001_a.sql, ").endsWith("\r\u001b[K");
    }

    @Test
    void whatIsOverSoonNeedsNoLine() {
        ServerProgress server = new ServerProgress(db.get()::connect);
        try (server;
                ProgressLine progress = new ProgressLine(terminal(true), server)) {
            progress.begin("001_a.sql");
            progress.end();
        }
        assertThat(shown()).isEmpty();
    }

    @Test
    void theServerIsAskedHowFarAnIndexIs() throws Exception {
        db.get().execute("CREATE TABLE big AS SELECT g AS id, md5(g::text) AS t FROM generate_series(1, 300000) g");
        try (Connection connection = db.get().connect();
                Statement statement = connection.createStatement();
                ServerProgress server = new ServerProgress(db.get()::connect)) {
            int pid = connection.unwrap(PGConnection.class).getBackendPID();
            assertThat(server.of(pid)).as("nothing runs").isNull();
            String[] seen = {""};
            for (int i = 0; i < 20 && seen[0].isEmpty(); i++) {
                Thread builder = new Thread(() -> {
                    try {
                        statement.execute("CREATE INDEX big_index ON big (t, id)");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                builder.start();
                while (builder.isAlive()) {
                    String answer = server.of(pid);
                    seen[0] = answer == null ? seen[0] : answer;
                }
                statement.execute("DROP INDEX big_index");
            }
            assertThat(seen[0]).isNotEmpty();
        }
    }

    @Test
    void aServerThatCannotBeAskedIsNotAskedAgain() {
        int[] asked = {0};
        try (ServerProgress server = new ServerProgress(() -> {
            asked[0]++;
            throw new SQLException("too many connections", "53300");
        })) {
            assertThat(server.of(1)).isNull();
            assertThat(server.of(1)).isNull();
        }
        assertThat(asked[0]).isEqualTo(1);
    }
}
