// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.fraiseql.migrate.testsupport.TestRole;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Read tables with more than a primary key, and roles with fewer privileges. */
class IvmTableTests {

    private static final String DIFFERENCES = "SELECT count(*) FROM ((TABLE v_user EXCEPT ALL TABLE tv_user) UNION ALL "
            + "(TABLE tv_user EXCEPT ALL TABLE v_user)) d";

    private final TestDatabase db = TestDatabase.create();
    private final IncrementalMaintenance maintenance = new IncrementalMaintenance(db.dataSource());

    @BeforeEach
    void create() {
        db.execute(
                "CREATE TABLE tb_user (id int PRIMARY KEY, email text NOT NULL UNIQUE)",
                "CREATE VIEW v_user AS SELECT id, email FROM tb_user",
                "CREATE TABLE tv_user (id int PRIMARY KEY, email text NOT NULL UNIQUE)",
                "INSERT INTO tb_user SELECT n, 'u' || n FROM generate_series(1, 5) n");
        maintenance.apply(IvmOptions.defaults());
    }

    @AfterEach
    void close() {
        db.close();
    }

    @Test
    void aNewRowMayTakeWhatARowOfTheSameTransactionHad() throws SQLException {
        transaction("DELETE FROM tb_user WHERE id = 1", "INSERT INTO tb_user VALUES (9, 'u1')");
        transaction(
                "UPDATE tb_user SET email = 'free' WHERE id = 2",
                "UPDATE tb_user SET email = 'u2' WHERE id = 3",
                "UPDATE tb_user SET email = 'u3' WHERE id = 2");
        transaction("UPDATE tb_user SET email = email || '!'");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }

    @Test
    void theSameHoldsWhenAllRowsAreCompared() throws SQLException {
        transaction("TRUNCATE tb_user", "INSERT INTO tb_user SELECT 6 - n, 'u' || n FROM generate_series(1, 5) n");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }

    @Test
    void aKeyThatIsEqualAndLooksDifferentIsWritten() throws SQLException {
        db.execute(
                "CREATE COLLATION loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TABLE tb_word (word text COLLATE loose PRIMARY KEY)",
                "CREATE VIEW v_word AS SELECT word FROM tb_word",
                "CREATE TABLE tv_word (word text COLLATE loose PRIMARY KEY)",
                "INSERT INTO tb_word VALUES ('abc')");
        maintenance.apply(IvmOptions.defaults());
        transaction("UPDATE tb_word SET word = 'ABC'");
        assertThat(db.query("SELECT word FROM tv_word")).containsExactly("ABC");
        transaction("UPDATE tb_word SET word = 'Abc'", "UPDATE tb_word SET word = 'aBC'");
        assertThat(db.query("SELECT word FROM tv_word")).containsExactly("aBC");
    }

    @Test
    @Tag("slow")
    void aStatementThatChangesMoreThanAMillionRowsIsMaintained() throws SQLException {
        transaction("INSERT INTO tb_user SELECT n, 'm' || n FROM generate_series(1000, 1001100) n");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        transaction("UPDATE tb_user SET email = 'x' || email WHERE id >= 1000");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
        transaction("DELETE FROM tb_user WHERE id >= 1000");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }

    @Test
    void anErrorOfTheViewNamesTableViewAndKey() {
        db.execute(
                "CREATE TABLE tb_ratio (id int PRIMARY KEY, part int, whole int)",
                "CREATE VIEW v_ratio AS SELECT id, part / whole AS share FROM tb_ratio",
                "CREATE TABLE tv_ratio (id int PRIMARY KEY, share int)");
        maintenance.apply(IvmOptions.defaults());
        assertThatThrownBy(() -> transaction("INSERT INTO tb_ratio VALUES (7, 1, 0)"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"))
                .hasMessageContaining(
                        "public.tv_ratio cannot be maintained: the view v_ratio fails for key 7: division by zero");
        assertThat(db.query("SELECT count(*) FROM tb_ratio")).containsExactly("0");
    }

    @Test
    void theAnalysisTellsWhatComputingOneRowCosts() {
        db.execute("INSERT INTO tb_user SELECT n, 'm' || n FROM generate_series(1000, 90000) n", "ANALYZE");
        Double cost = maintenance
                .explain(IvmOptions.defaults())
                .tables()
                .get(0)
                .finding()
                .cost();
        assertThat(cost).isNotNull().isBetween(0.1, 100.0);
    }

    @Test
    void aRoleThatMayNotMaintainATableDoesNotRemoveItsMaintenance() {
        try (TestRole role = TestRole.create(db, "reader")) {
            db.execute(
                    "GRANT USAGE, CREATE ON SCHEMA public TO " + role.name(),
                    "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + role.name());
            IncrementalMaintenance others = new IncrementalMaintenance(role.dataSource());
            assertThatThrownBy(() -> others.apply(IvmOptions.defaults()))
                    .isInstanceOfSatisfying(
                            MigrateException.class,
                            e -> assertThat(e.code()).isEqualTo(FailureCode.INSUFFICIENT_PRIVILEGE))
                    .hasMessageContaining("public.tv_user is maintained");
        }
        db.execute("INSERT INTO tb_user VALUES (10, 'new')");
        assertThat(db.query(DIFFERENCES)).containsExactly("0");
    }

    private void transaction(String... statements) throws SQLException {
        try (Connection connection = db.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                for (String sql : statements) {
                    statement.execute(sql);
                }
            }
            connection.commit();
        }
    }
}
