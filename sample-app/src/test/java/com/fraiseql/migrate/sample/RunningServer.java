// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the server that runs on a data directory. */
final class RunningServer {

    private static final int PORT_LINE = 3;

    private RunningServer() {}

    /** Its port, or {@code null} if none answers. */
    static @Nullable Integer port(Path dataDirectory) {
        Path pidFile = dataDirectory.resolve("postmaster.pid");
        try {
            if (!Files.exists(pidFile)) {
                return null;
            }
            List<String> lines = Files.readAllLines(pidFile);
            if (lines.size() <= PORT_LINE) {
                return null;
            }
            int port = Integer.parseInt(lines.get(PORT_LINE).strip());
            return runsOn(port, dataDirectory) ? port : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }

    private static boolean runsOn(int port, Path dataDirectory) {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres?connectTimeout=2&loginTimeout=2";
        try (var connection = DriverManager.getConnection(url, "postgres", "");
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW data_directory")) {
            return rows.next() && Path.of(rows.getString(1)).equals(dataDirectory);
        } catch (SQLException e) {
            return false;
        }
    }
}
