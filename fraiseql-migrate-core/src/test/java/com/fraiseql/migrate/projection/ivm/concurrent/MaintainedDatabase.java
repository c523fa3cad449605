// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A database whose read tables are maintained, and which can be put back to where it began. */
public final class MaintainedDatabase implements AutoCloseable {

    private final TestDatabase db;
    private final Connection connection;
    private final Copy copy;
    private final Equality equality;

    MaintainedDatabase(TestDatabase db) throws SQLException {
        this.db = db;
        this.copy = Copy.of(db);
        this.connection = db.connect();
        this.equality = Equality.of(connection);
        if (equality.size() == 0) {
            throw new IllegalStateException("There is no tv_ to look at");
        }
    }

    TestDatabase db() {
        return db;
    }

    /** Puts all rows back; no other session may be in a transaction. */
    void restore() throws SQLException {
        execute(copy.restore());
    }

    /** What is not as it should be when no transaction runs. */
    List<String> problems() throws SQLException {
        return problems(connection, equality);
    }

    /** The same, of some of the read tables only, with their schemas. */
    public static List<String> problems(TestDatabase db, List<String> tables) throws SQLException {
        try (Connection connection = db.connect()) {
            return problems(connection, Equality.of(connection).among(tables));
        }
    }

    private static List<String> problems(Connection connection, Equality equality) throws SQLException {
        List<String> found = new ArrayList<>(equality.differences(connection));
        for (String queue : query(
                connection,
                "SELECT oid::regclass FROM pg_class WHERE relkind = 'r' AND relpersistence = 'u'"
                        + " AND starts_with(relname, 'fraiseql_ivm')")) {
            query(connection, "SELECT count(*) FROM " + queue + " HAVING count(*) > 0")
                    .forEach(rows -> found.add(rows + " rows are left in the queue " + queue));
        }
        query(
                        connection,
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM"
                                + " pg_database WHERE datname = current_database()) HAVING count(*) > 0")
                .forEach(locks -> found.add(locks + " advisory locks are left"));
        return found;
    }

    /** Whether a session waits for another one. */
    boolean isBlocked(int pid) throws SQLException {
        return query("SELECT cardinality(pg_blocking_pids(" + pid + ")) > 0").equals(List.of("t"));
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> query(String sql) throws SQLException {
        return query(connection, sql);
    }

    private static List<String> query(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
