// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.testsupport;

import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A role that may log in and nothing more; dropped, with what it owns in its database, by closing it. */
public final class TestRole implements AutoCloseable {

    private static final String PASSWORD = "secret";

    private final TestDatabase db;
    private final String name;

    private TestRole(TestDatabase db, String name) {
        this.db = db;
        this.name = name;
    }

    /**
     * Creates a role that may log in.
     *
     * @param suffix what tells it from other roles of the same test
     */
    public static TestRole create(TestDatabase db, String suffix) {
        String name = db.name() + "_" + suffix;
        db.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + PASSWORD + "'");
        return new TestRole(db, name);
    }

    public String name() {
        return name;
    }

    public DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(db.url());
        dataSource.setUser(name);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    @Override
    public void close() {
        db.execute("DROP OWNED BY " + name, "DROP ROLE " + name);
    }
}
