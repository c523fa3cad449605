// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.write.Home;
import com.fraiseql.migrate.projection.ivm.write.IvmScript;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installs generated maintenance, and compares tables with their views. */
public final class Maintenance {

    private final TestDatabase db;
    private final List<Maintained> tables;
    private @Nullable Connection session;

    public Maintenance(TestDatabase db, List<Maintained> tables) {
        this.db = db;
        this.tables = tables;
    }

    public Maintenance install(IvmOptions options) {
        db.execute("BEGIN;" + IvmScript.of(tables, options, Home.of("public")).text() + "COMMIT");
        return this;
    }

    /** Runs statements in one transaction, all of them in one session. */
    public Maintenance commit(String... statements) {
        try (Statement statement = session().createStatement()) {
            statement.execute("BEGIN;" + String.join(";", statements) + ";COMMIT");
        } catch (SQLException e) {
            end();
            throw new IllegalStateException(e);
        }
        return this;
    }

    private void end() {
        try (Statement statement = session().createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A session keeps what it has compiled, so that hundreds of writes are not hundreds of compilations. */
    private Connection session() throws SQLException {
        if (session == null) {
            session = db.connect();
        }
        return session;
    }

    private List<String> query(String sql) {
        List<String> found = new ArrayList<>();
        try (Statement statement = session().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return found;
    }

    /** Asserts that each table equals its view, byte by byte, and that nothing is left in the queue. */
    public void assertEqual() {
        assertEqual("");
    }

    /** The same, after something. */
    public void assertEqual(String what) {
        for (Maintained table : tables) {
            assertThat(differences(table))
                    .as(table.displayName() + " after " + what)
                    .isEmpty();
        }
        assertThat(query("SELECT count(*) FROM fraiseql_ivm_queue")).containsExactly("0");
    }

    private List<String> differences(Maintained table) {
        String columns = String.join(
                ", ", table.shape().columns().stream().map(c -> '"' + c + '"').toList());
        String stored = "SELECT ROW(" + columns + ")::text FROM \""
                + table.name().schema() + "\".\"" + table.name().table() + "\"";
        String given = "SELECT ROW(" + columns + ")::text FROM \""
                + table.name().schema() + "\".\"" + table.name().view() + "\"";
        return query("SELECT 'missing ' || x FROM (" + given + " EXCEPT ALL " + stored
                + ") q(x) UNION ALL SELECT 'extra '" + " || x FROM (" + stored + " EXCEPT ALL " + given + ") q(x)");
    }
}
