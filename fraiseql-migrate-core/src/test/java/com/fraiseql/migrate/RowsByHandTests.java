// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import org.junit.jupiter.api.Test;

/** Rows of the history that were written by hand, or by another service. */
class RowsByHandTests extends EngineTest {

    private void twoApplied() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("003_b.sql", "CREATE TABLE a (id int);\n-- Rollback:\n-- SELECT 1;\n");
        files.add("004_c.up.sql", "CREATE TABLE a (id int);");
        db.execute("INSERT INTO fraiseql_migrations (version) VALUES ('003_b.sql'), ('004_c.up.sql')");
    }

    @Test
    void aRowWithTheNameOfTheFileIsThatMigration() {
        twoApplied();
        assertThat(migrator().status().migrations())
                .extracting(MigrationStatus::file, MigrationStatus::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("001_a.sql", MigrationState.APPLIED),
                        org.assertj.core.groups.Tuple.tuple("003_b.sql", MigrationState.UNVERIFIED),
                        org.assertj.core.groups.Tuple.tuple("004_c.up.sql", MigrationState.UNVERIFIED));
        assertThat(up()).isEmpty();
        assertThat(migrator().validate()).isEmpty();
        assertThat(db.query("SELECT version FROM fraiseql_migrations ORDER BY rank"))
                .containsExactly("001_a", "003_b.sql", "004_c.up.sql");
    }

    @Test
    void theNextRunThatWritesGivesItItsVersion() {
        twoApplied();
        files.add("005_d.sql", "CREATE TABLE d (id int);");
        assertThat(up()).containsExactly("005_d");
        assertThat(applied()).containsExactly("001_a", "003_b", "004_c", "005_d");
    }

    @Test
    void repairUnmarkAndDownWorkOnIt() {
        twoApplied();
        assertThat(migrator().repair()).containsExactly("003_b", "004_c");
        assertThat(db.query("SELECT count(checksum) FROM fraiseql_migrations")).containsExactly("3");
        db.execute("UPDATE fraiseql_migrations SET version = version || '.sql' WHERE version <> '001_a'");
        migrator().unmark("004_c.sql");
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack())
                .extracting(one -> one.version())
                .containsExactly("003_b");
        assertThat(applied()).containsExactly("001_a");
    }

    @Test
    void aVersionThatHasBothRowsKeepsItsOwn() {
        twoApplied();
        db.execute("INSERT INTO fraiseql_migrations (version, applied_by) VALUES ('003_b', 'alice'), ('004_c.sql', "
                + "'bob')");
        files.add("005_d.sql", "CREATE TABLE d (id int);");
        assertThat(migrator().status().migrations()).hasSize(4);
        up();
        assertThat(db.query("SELECT version || ' ' || applied_by FROM fraiseql_migrations WHERE version LIKE "
                        + "'00_%' ORDER BY version"))
                .hasSize(4)
                .contains("003_b alice")
                .noneMatch(row -> row.contains(".sql"));
    }

    @Test
    void aHistoryOfAnotherServiceIsToldOfATableOfItsOwn() {
        files.add("001_orders.sql", "CREATE TABLE orders (id int);");
        files.add("002_lines.sql", "CREATE TABLE lines (id int);");
        up();
        files.remove("001_orders.sql").remove("002_lines.sql");
        files.add("001_parcels.sql", "CREATE TABLE parcels (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.MISSING_FILE);
        assertThat(failure.action()).contains("another service", "--table", "fraiseql.migrate.table");
        files.remove("001_parcels.sql").add("003_parcels.sql", "CREATE TABLE parcels (id int);");
        assertThat(upFails().action()).contains("--table");
        options = options.withTable("parcel_migrations");
        assertThat(up()).containsExactly("003_parcels");
    }
}
