// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.UpOptions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The history was copied, and the copy has the rows but not everything that the tables were created with. */
class CopiedHistoryTests extends EngineTest {

    @BeforeEach
    void threeMigrations() {
        for (int i = 1; i <= 4; i++) {
            files.add(
                    "00" + i + "_t.sql",
                    "CREATE TABLE t" + i + " (id int);\n-- Rollback:\n-- DROP TABLE t" + i + ";\n");
        }
        migrator().up(new UpOptions("002_t", null));
    }

    static Stream<List<String>> copies() {
        return Stream.of(
                // logical replication does not copy sequences
                List.of(
                        "ALTER TABLE fraiseql_migrations ALTER rank RESTART",
                        "ALTER TABLE fraiseql_migration_log ALTER id RESTART"),
                List.of(
                        "CREATE TABLE copy AS TABLE fraiseql_migrations",
                        "TRUNCATE fraiseql_migrations RESTART IDENTITY",
                        "INSERT INTO fraiseql_migrations SELECT * FROM copy"),
                List.of(
                        "CREATE TABLE copy AS TABLE fraiseql_migrations",
                        "DROP TABLE fraiseql_migrations",
                        "ALTER TABLE copy RENAME TO fraiseql_migrations",
                        "CREATE TABLE copy AS TABLE fraiseql_migration_log",
                        "DROP TABLE fraiseql_migration_log",
                        "ALTER TABLE copy RENAME TO fraiseql_migration_log"),
                List.of(
                        "CREATE TABLE copy (LIKE fraiseql_migrations INCLUDING INDEXES)",
                        "INSERT INTO copy TABLE fraiseql_migrations",
                        "DROP TABLE fraiseql_migrations",
                        "ALTER TABLE copy RENAME TO fraiseql_migrations"));
    }

    @ParameterizedTest
    @MethodSource("copies")
    void theNextMigrationIsTheLastOne(List<String> statements) {
        statements.forEach(db::execute);
        assertThat(up()).containsExactly("003_t", "004_t");
        assertThat(db.query("SELECT version FROM fraiseql_migrations ORDER BY rank"))
                .containsExactly("001_t", "002_t", "003_t", "004_t");
        assertThat(db.query("SELECT count(*) FROM fraiseql_migrations WHERE applied_at IS NULL OR applied_by IS NULL"))
                .containsExactly("0");
        assertThat(db.query("SELECT version FROM fraiseql_migration_log ORDER BY id DESC LIMIT 1"))
                .containsExactly("004_t");
        migrator().down(DownOptions.steps(1));
        assertThat(applied()).containsExactly("001_t", "002_t", "003_t");
        assertThat(tables()).contains("t3").doesNotContain("t4");
    }

    @Test
    void whereRanksAreMissingOrThereTwiceTimeTellsTheOrder() {
        up();
        for (String rank : List.of("1", "NULL")) {
            db.execute("ALTER TABLE fraiseql_migrations ALTER rank DROP IDENTITY IF EXISTS");
            db.execute("ALTER TABLE fraiseql_migrations ALTER rank DROP NOT NULL");
            db.execute(
                    "UPDATE fraiseql_migrations SET rank = " + rank + " WHERE version IN ('001_t', '003_t', '004_t')");
            List<String> before = applied();
            migrator().down(DownOptions.steps(1));
            assertThat(applied()).hasSize(before.size() - 1);
        }
        assertThat(db.query("SELECT version FROM fraiseql_migrations ORDER BY version"))
                .containsExactly("001_t", "002_t");
    }
}
