// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.fuzz;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * A statement of a writer.
 *
 * @param sql the statement
 * @param rows what COPY gets; empty for another statement
 */
record Change(String sql, String rows) {

    static Change of(String sql) {
        return new Change(sql, "");
    }

    void apply(Connection connection) throws SQLException {
        if (rows.isEmpty()) {
            try (var statement = connection.createStatement()) {
                statement.execute(sql);
            }
        } else {
            try {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public String toString() {
        return sql + (rows.isEmpty() ? "" : " <- " + rows.strip().replace("\n", " / "));
    }
}
