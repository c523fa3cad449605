// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.projection.ivm.decide.Maintained;
import com.fraiseql.migrate.projection.ivm.write.Home;
import com.fraiseql.migrate.projection.ivm.write.IvmScript;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.util.List;

/** Installs generated maintenance, and compares tables with their views. */
public final class Maintenance {

    private final TestDatabase db;
    private final List<Maintained> tables;

    public Maintenance(TestDatabase db, List<Maintained> tables) {
        this.db = db;
        this.tables = tables;
    }

    public Maintenance install(IvmOptions options) {
        db.execute("BEGIN;" + IvmScript.of(tables, options, Home.of("public")).text() + "COMMIT");
        return this;
    }

    /** Runs statements in one transaction. */
    public Maintenance commit(String... statements) {
        db.execute("BEGIN;" + String.join(";", statements) + ";COMMIT");
        return this;
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
        assertThat(db.query("SELECT count(*) FROM fraiseql_ivm_queue")).containsExactly("0");
    }

    private List<String> differences(Maintained table) {
        String columns = String.join(
                ", ", table.shape().columns().stream().map(c -> '"' + c + '"').toList());
        String stored = "SELECT ROW(" + columns + ")::text FROM \""
                + table.name().schema() + "\".\"" + table.name().table() + "\"";
        String given = "SELECT ROW(" + columns + ")::text FROM \""
                + table.name().schema() + "\".\"" + table.name().view() + "\"";
        return db.query("SELECT 'missing ' || x FROM (" + given + " EXCEPT ALL " + stored
                + ") q(x) UNION ALL SELECT 'extra '" + " || x FROM (" + stored + " EXCEPT ALL " + given + ") q(x)");
    }
}
