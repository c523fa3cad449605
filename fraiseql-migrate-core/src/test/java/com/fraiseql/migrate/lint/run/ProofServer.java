// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestDatabase.FreshDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Databases with the tables of all examples, copied from one that has them. */
final class ProofServer implements BeforeAllCallback, AfterAllCallback {

    private final FreshDatabase tables = new FreshDatabase();

    @Override
    public void beforeAll(ExtensionContext context) {
        tables.beforeAll(context);
        tables.get().execute(Examples.tables());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        tables.afterAll(context);
    }

    /** A fresh one, in which what the examples come after has been applied. */
    TestDatabase database(Examples examples) throws SQLException {
        TestDatabase database = tables.get().copy();
        if (examples.setup() != null) {
            run(database, examples.setup());
        }
        return database;
    }

    static int major(TestDatabase database) throws SQLException {
        try (Connection connection = database.connect()) {
            return connection.getMetaData().getDatabaseMajorVersion();
        }
    }

    /** Executes an example as it stands: each statement is sent on its own, BEGIN and COMMIT among them. */
    static void run(TestDatabase database, String example) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            run(statement, example);
        }
    }

    static void run(Statement statement, String example) throws SQLException {
        for (String file : Examples.files(example)) {
            for (String one : Reviews.texts(file)) {
                statement.execute(one);
            }
        }
    }

    /** The first value of a query, as text; {@code null} as the word, and nothing if there is no row. */
    static String value(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "";
        }
    }
}
