// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm.concurrent;

import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives a test class a database with tables, rows and what maintains its read tables. */
final class Stage implements BeforeAllCallback, AfterAllCallback {

    private final Consumer<TestDatabase> scene;
    private final Consumer<TestDatabase> maintenance;
    private @Nullable MaintainedDatabase database;

    Stage(Consumer<TestDatabase> scene, Consumer<TestDatabase> maintenance) {
        this.scene = scene;
        this.maintenance = maintenance;
    }

    MaintainedDatabase database() {
        if (database == null) {
            throw new IllegalStateException("only within a test");
        }
        return database;
    }

    /** In every order of the steps the tables end equal to their views, and no session fails. */
    void assertRight(String... changes) throws SQLException {
        Schedule.of(changes).run(database()).assertRight();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws SQLException {
        TestDatabase db = TestDatabase.create();
        scene.accept(db);
        maintenance.accept(db);
        database = new MaintainedDatabase(db);
    }

    @Override
    public void afterAll(ExtensionContext context) throws SQLException {
        database().close();
        database().db().close();
    }
}
