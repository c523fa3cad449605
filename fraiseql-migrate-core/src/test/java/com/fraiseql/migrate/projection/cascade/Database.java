// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.cascade;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One session with a test's database. */
final class Database implements AutoCloseable {

    private final Connection connection;

    Database(TestDatabase database) throws SQLException {
        connection = database.connect();
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** Executes it, or undoes it and says why it was refused. */
    Optional<String> attempt(String sql) throws SQLException {
        execute("SAVEPOINT attempt");
        try {
            execute(sql);
            // what is checked at COMMIT is checked here, so that a refusal belongs to its statement
            execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED");
            return Optional.empty();
        } catch (SQLException e) {
            execute("ROLLBACK TO SAVEPOINT attempt");
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    List<List<@Nullable String>> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            List<List<@Nullable String>> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery(sql)) {
                int width = found.getMetaData().getColumnCount();
                while (found.next()) {
                    List<@Nullable String> row = new ArrayList<>();
                    for (int i = 1; i <= width; i++) {
                        row.add(found.getString(i));
                    }
                    rows.add(row);
                }
            }
            return rows;
        }
    }

    /** The parts of a text that was put together with {@code chr(30)}. */
    static List<String> split(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : Arrays.asList(text.split("\u001e", -1));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
