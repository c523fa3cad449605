// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.options.DownOptions;
import com.fraiseql.migrate.options.TransactionMode;
import com.fraiseql.migrate.options.UpOptions;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import com.fraiseql.migrate.source.CodeMigration;
import com.fraiseql.migrate.source.CodeSource;
import com.fraiseql.migrate.source.CompositeSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UpTests extends EngineTest {

    @Test
    void pendingMigrationsAreAppliedInOrderAndASecondRunAppliesNothing() {
        files.add("10_c.sql", "CREATE TABLE c (id int REFERENCES b (id));")
                .add("9_b.sql", "CREATE TABLE b (id int PRIMARY KEY REFERENCES a (id));")
                .add("001_a.sql", "CREATE TABLE a (id int PRIMARY KEY);");
        assertThat(up()).containsExactly("001_a", "9_b", "10_c");
        assertThat(tables()).containsExactly("a", "b", "c");
        assertThat(up()).isEmpty();
        assertThat(applied()).containsExactly("001_a", "9_b", "10_c");
    }

    @Test
    void anEmptyFileAndAFileWithOnlyCommentsAreApplied() {
        files.add("001_empty.sql", "").add("002_comment.sql", "-- nothing here\n");
        assertThat(up()).containsExactly("001_empty", "002_comment");
    }

    @Test
    void theStatusShowsWhatIsAppliedAndWhatIsPending() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        Status status = migrator().status();
        assertThat(status.historyExists()).isTrue();
        assertThat(status.historyTable()).isEqualTo("public.fraiseql_migrations");
        assertThat(status.migrations())
                .extracting(MigrationStatus::version, MigrationStatus::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("001_a", MigrationState.APPLIED),
                        org.assertj.core.groups.Tuple.tuple("002_b", MigrationState.PENDING));
        MigrationStatus first = status.migrations().get(0);
        assertThat(first.appliedBy()).isEqualTo(db.user());
        assertThat(first.appliedAt()).isNotNull();
        assertThat(first.fileChecksum()).hasSize(64).isEqualTo(first.checksum());
        assertThat(first.executionMs()).isNotNull();
    }

    @Test
    void theStatusOfAnEmptyDatabaseCreatesNothing() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        assertThat(migrator().status().historyExists()).isFalse();
        assertThat(db.query("SELECT count(*) FROM pg_tables WHERE tablename LIKE 'fraiseql%'"))
                .containsExactly("0");
    }

    @Test
    void aRowInsertedByHandMarksAFileAsApplied() {
        files.add("001_a.sql", "CREATE TABLE a (id int);");
        up();
        files.add("003_add_indexes.sql", "CREATE TABLE never (id int);");
        db.execute("INSERT INTO fraiseql_migrations (version, applied_at) VALUES ('003_add_indexes', NOW())");
        assertThat(up()).isEmpty();
        assertThat(tables()).containsExactly("a");
        assertThat(migrator().status().migrations().get(1).state()).isEqualTo(MigrationState.UNVERIFIED);
    }

    @Test
    void aFailureKeepsWhatWasAppliedBeforeAndShowsThePlace() {
        files.add("001_a.sql", "CREATE TABLE a (id int);")
                .add("002_b.sql", "CREATE TABLE b (id int);\nINSERT INTO b\n  SELECT nope FROM a;\n")
                .add("003_c.sql", "CREATE TABLE c (id int);");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.STATEMENT_FAILED);
        assertThat(failure.render())
                .contains("002_b.sql:3:10", "42703", "column \"nope\" does not exist", "  SELECT nope FROM a;")
                .contains("    3 |   SELECT nope FROM a;\n      |          ^")
                .contains("Applied by this run: 001_a; of this one nothing.");
        assertThat(tables()).containsExactly("a");
        assertThat(applied()).containsExactly("001_a");
        assertThat(db.query("SELECT sqlstate || ' ' || location FROM fraiseql_migration_log WHERE action = 'fail'"))
                .containsExactly("42703 002_b.sql:3:10");
        files.add("002_b.sql", "CREATE TABLE b (id int);");
        assertThat(up()).containsExactly("002_b", "003_c");
    }

    @Test
    void aStatementWithoutPositionIsFoundByCounting() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int PRIMARY KEY);\nINSERT INTO a VALUES (1);\nSELECT 1;\nINSERT INTO a VALUES "
                        + "(1);\nSELECT 2;");
        assertThat(upFails().render()).contains("001_a.sql:4:1", "23505", "DETAIL: Key (id)=(1) already exists.");
    }

    @Test
    void aDeferredConstraintFailsAtTheEndOfItsUnit() {
        files.add("001_a.sql", """
                CREATE TABLE a (id int PRIMARY KEY);
                CREATE TABLE b (id int REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO b VALUES (7);
                """);
        assertThat(upFails().render()).contains("001_a.sql: at the commit of lines 1 to 3", "23503");
        assertThat(tables()).isEmpty();
    }

    @Test
    void standaloneStatementsRunOutsideOfTransactions() {
        files.add("001_a.sql", """
                CREATE TABLE a (id int, name text);
                INSERT INTO a SELECT n, 'x' || n FROM generate_series(1, 1000) n;
                CREATE INDEX CONCURRENTLY a_id ON a (id);
                CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_name ON a (name);
                VACUUM ANALYZE a;
                CREATE TABLE b (id int);
                """);
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT units_done || '/' || units_total || ' ' || state FROM fraiseql_migrations"))
                .containsExactly("5/5 applied");
        assertThat(db.query("SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid"))
                .containsExactly("2");
    }

    @Test
    void afterACorrectionTheRunResumesAtTheFailedUnit() {
        String start = "CREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n";
        files.add("001_a.sql", start + "CREATE TABLE b (id nope);\n");
        MigrateException failure = upFails();
        assertThat(failure.render())
                .contains("001_a.sql:3:20")
                .contains("of this one units 1 to 2 of 3 (up to line 2) are done")
                .contains("resumes at unit 3 of 3");
        assertThat(migrator().status().migrations().get(0).state()).isEqualTo(MigrationState.INCOMPLETE);
        files.add("001_a.sql", start + "-- corrected\nCREATE TABLE b (id int);\n");
        assertThat(up()).containsExactly("001_a");
        assertThat(tables()).containsExactly("a", "b");
        assertThat(up()).isEmpty();
    }

    @Test
    void editingThePartThatHasRunIsRefusedWithItsLine() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nCREATE TABLE aa (\n  id int,\n  name text\n);\nVACUUM a;\nCREATE TABLE b "
                        + "(id nope);\n");
        upFails();
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int);\nCREATE TABLE aa (\n  id int,\n  name varchar\n);\nVACUUM a;\nCREATE "
                        + "TABLE b (id int);\n");
        MigrateException failure = upFails();
        assertThat(failure.code()).isEqualTo(FailureCode.FINISHED_PART_CHANGED);
        assertThat(failure.render()).contains("line 4 differs").contains("001_a.sql:4");
        assertThat(tables()).containsExactly("a", "aa");
    }

    @Test
    void ownTransactionsInAFileAreHonoured() {
        files.add("001_a.sql", """
                CREATE TABLE a (id int);
                BEGIN ISOLATION LEVEL SERIALIZABLE;
                CREATE TABLE level AS SELECT current_setting('transaction_isolation') AS level;
                COMMIT;
                START TRANSACTION;
                CREATE TABLE b (id int);
                END;
                CREATE TABLE c (id int);
                """);
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT level FROM level")).containsExactly("serializable");
        assertThat(db.query("SELECT units_total FROM fraiseql_migrations")).containsExactly("4");
    }

    @Test
    void setTransactionComesBeforeAnythingOfOurs() {
        files.add(
                "001_a.sql",
                "BEGIN;\nSET TRANSACTION ISOLATION LEVEL REPEATABLE READ;\nCREATE TABLE level AS SELECT "
                        + "current_setting('transaction_isolation') AS level;\nCOMMIT;");
        up();
        assertThat(db.query("SELECT level FROM level")).containsExactly("repeatable read");
    }

    @Test
    void aNewEnumValueMayBeUsedFurtherDown() {
        files.add("001_a.sql", """
                CREATE TYPE mood AS ENUM ('ok');
                CREATE TABLE a (m mood);
                """)
                .add(
                        "002_b.sql",
                        "ALTER TYPE mood ADD VALUE 'happy';\nINSERT INTO a VALUES ('happy');\nCREATE TABLE c (id "
                                + "int);");
        assertThat(up()).containsExactly("001_a", "002_b");
        assertThat(db.query("SELECT m FROM a")).containsExactly("happy");
        assertThat(recorder.remarks).singleElement().asString().contains("002_b.sql:1:1", "retried");
    }

    @Test
    void aProcedureThatCommitsStandsAlone() {
        files.add("001_a.sql", """
                CREATE TABLE a (id int);
                CREATE PROCEDURE fill() LANGUAGE plpgsql AS $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO a VALUES (i); \
                COMMIT; END LOOP; END $$;
                CALL fill();
                DO $$ BEGIN INSERT INTO a VALUES (4); COMMIT; INSERT INTO a VALUES (5); END $$;
                CREATE TABLE b (id int);
                """);
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT id FROM a ORDER BY 1")).containsExactly("1", "2", "3", "4", "5");
        assertThat(recorder.remarks).hasSize(2);
    }

    @Test
    void pendingDeferredConstraintsAreCommittedFirst() {
        files.add(
                        "001_a.sql",
                        "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (id int REFERENCES a (id) DEFERRABLE "
                                + "INITIALLY DEFERRED);")
                .add(
                        "002_b.sql",
                        "INSERT INTO a VALUES (1);\nINSERT INTO b VALUES (1);\nALTER TABLE b ADD COLUMN name text;");
        assertThat(up()).containsExactly("001_a", "002_b");
        assertThat(recorder.remarks).singleElement().asString().contains("002_b.sql:3:1");
        assertThat(db.query("SELECT units_total FROM fraiseql_migrations ORDER BY rank"))
                .containsExactly("1", "2");
    }

    @Test
    void aListenerMayRefuse() {
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("002_b.sql", "CREATE TABLE b (id int);");
        MigrationListener backup = new MigrationListener() {
            @Override
            public void beforeMigration(String version, String fileName, Direction direction) {
                if (version.startsWith("002")) {
                    throw new IllegalStateException("the backup failed");
                }
            }
        };
        Migrator migrator = Migrator.builder(db.dataSource())
                .source(files.source())
                .listener(backup)
                .build();
        MigrateException failure = catchThrowableOfType(MigrateException.class, migrator::up);
        assertThat(failure.code()).isEqualTo(FailureCode.VETOED);
        assertThat(failure.what()).contains("the backup failed");
        assertThat(applied()).containsExactly("001_a");
        assertThat(up()).containsExactly("002_b");
    }

    @Test
    void placeholdersAreReplacedOnlyIfTheyAreConfigured() {
        options = options.withPlaceholders(Map.of("table", "a"));
        files.add(
                "001_a.sql",
                "CREATE TABLE ${table} (id text);\nINSERT INTO ${table} VALUES ('${other}');\nCOPY a FROM "
                        + "stdin;\n${table}\n\\.\n");
        up();
        assertThat(db.query("SELECT id FROM a ORDER BY 1")).containsExactly("${other}", "${table}");
    }

    @Test
    void aMigrationInJavaHasItsPlaceAmongTheFiles() {
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("003_c.sql", "INSERT INTO a VALUES (3);");
        CodeMigration code = new CodeMigration() {
            @Override
            public String version() {
                return "002_in_java";
            }

            @Override
            public void migrate(Connection connection) throws SQLException {
                try (var statement = connection.createStatement()) {
                    statement.execute("INSERT INTO a VALUES (2)");
                }
            }

            @Override
            public String rollbackSql() {
                return "DELETE FROM a WHERE id = 2";
            }
        };
        Migrator migrator = Migrator.builder(db.dataSource())
                .source(new CompositeSource(List.of(files.source(), new CodeSource(List.of(code)))))
                .build();
        assertThat(migrator.up().applied()).hasSize(3);
        assertThat(db.query("SELECT id FROM a ORDER BY 1")).containsExactly("2", "3");
        assertThat(migrator.up().applied()).isEmpty();
        files.remove("003_c.sql");
        db.execute("DELETE FROM fraiseql_migrations WHERE version = '003_c'");
        // an older release without the code
        assertThat(migrator().down(DownOptions.steps(1)).rolledBack()).hasSize(1);
        assertThat(db.query("SELECT id FROM a ORDER BY 1")).containsExactly("3");
    }

    @Test
    void copyDataIsStreamed() {
        files.add(
                "001_a.sql",
                "CREATE TABLE a (id int, name text);\nCOPY a (id, name) FROM stdin;\n1\tone\n2\t\\N\n\\.\nCREATE "
                        + "TABLE b (id int);\n");
        assertThat(up()).containsExactly("001_a");
        assertThat(db.query("SELECT id || coalesce(name, '-') FROM a ORDER BY 1"))
                .containsExactly("1one", "2-");
        assertThat(db.query("SELECT units_total FROM fraiseql_migrations")).containsExactly("1");
    }

    @Test
    void anErrorInCopyDataNamesTheLineInTheFile() {
        files.add("001_a.sql", "CREATE TABLE a (id int);\n\nCOPY a FROM stdin;\n1\n2\nthree\n\\.\n");
        assertThat(upFails().render()).contains("001_a.sql:6", "22P02", "    6 | three");
        assertThat(tables()).isEmpty();
    }

    @Test
    void whatAFileSetsEndsWithTheFileAndNeverReachesTheHistory() {
        db.execute("CREATE ROLE " + db.name() + "_r");
        try {
            files.add(
                            "001_a.sql",
                            "SELECT pg_catalog.set_config('search_path', '', false);\nCREATE TABLE public.a (id "
                                    + "int);\nSET ROLE "
                                    + db.name()
                                    + "_r;\nSET statement_timeout = '30s';\nCREATE TEMP TABLE tmp (id "
                                    + "int);\nVACUUM;\nSELECT * FROM tmp;\nSET standard_conforming_strings = off;")
                    .add(
                            "002_b.sql",
                            "CREATE TABLE b AS SELECT current_user::text AS who, current_setting('search_path') AS "
                                    + "path, current_setting('statement_timeout') AS st, to_regclass('tmp')::text "
                                    + "AS tmp, 'a\\b' AS text;");
            assertThat(up()).containsExactly("001_a", "002_b");
            assertThat(db.query("SELECT who || '|' || path || '|' || st || '|' || coalesce(tmp, '-') || '|' || "
                            + "text FROM b"))
                    .containsExactly(db.user() + "|\"$user\", public|0|-|a\\b");
            assertThat(up()).isEmpty();
        } finally {
            db.execute("DROP ROLE " + db.name() + "_r");
        }
    }

    @Test
    void settingsOfTheFinishedPartAreMadeAgainOnResume() {
        files.add(
                "001_a.sql",
                "CREATE SCHEMA s;\nSET search_path = s;\nCREATE TABLE a (id int);\nVACUUM a;\nCREATE TABLE b (id "
                        + "nope);");
        upFails();
        files.add(
                "001_a.sql",
                "CREATE SCHEMA s;\nSET search_path = s;\nCREATE TABLE a (id int);\nVACUUM a;\nCREATE TABLE b (id "
                        + "int);");
        up();
        assertThat(db.query("SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename IN ('a', 'b') "
                        + "ORDER BY 1"))
                .containsExactly("s.a", "s.b");
    }

    @Test
    void repeatableMigrationsRunLastAndAgainWhenTheyChange() {
        files.add("001_a.sql", "CREATE TABLE a (id int);")
                .add("R_view.sql", "CREATE OR REPLACE VIEW v AS SELECT id FROM a;");
        assertThat(up()).containsExactly("001_a", "R_view");
        assertThat(up()).isEmpty();
        files.add("R_view.sql", "CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM a;")
                .add("002_b.sql", "CREATE TABLE b (id int);");
        assertThat(up()).containsExactly("002_b", "R_view");
        assertThat(db.query("SELECT count(*) FROM fraiseql_migrations")).containsExactly("3");
    }

    @Test
    void noticesOfTheServerAreHeard() {
        files.add("001_a.sql", "DO $$ BEGIN RAISE NOTICE 'Migrated % users', 3; END $$;");
        up();
        assertThat(recorder.notices).containsExactly("NOTICE: Migrated 3 users");
    }

    @Test
    void allInOneTransactionAppliesEverythingOrNothing() {
        options = options.withTransaction(TransactionMode.ALL);
        files.add("001_a.sql", "CREATE TABLE a (id int);").add("002_b.sql", "CREATE TABLE b (id nope);");
        assertThat(upFails().render()).contains("002_b.sql:1:20");
        assertThat(tables()).isEmpty();
        files.add("002_b.sql", "BEGIN;\nCREATE TABLE b (id int);\nCOMMIT;");
        assertThat(up()).containsExactly("001_a", "002_b");
        assertThat(db.query("SELECT count(DISTINCT xmin::text) FROM fraiseql_migrations"))
                .containsExactly("1");
        files.add("003_c.sql", "CREATE TABLE c (id int);").add("004_d.sql", "VACUUM;");
        assertThat(upFails().code()).isEqualTo(FailureCode.NOT_TRANSACTIONAL);
        assertThat(tables()).containsExactly("a", "b");
    }

    @Test
    void targetAndStepsLimitWhatIsApplied() {
        for (int i = 1; i <= 5; i++) {
            files.add("00" + i + "_t.sql", "CREATE TABLE t" + i + " (id int);");
        }
        assertThat(migrator().up(new UpOptions(null, 2)).applied()).hasSize(2);
        assertThat(migrator().up(new UpOptions("4", null)).applied()).hasSize(2);
        assertThat(tables()).containsExactly("t1", "t2", "t3", "t4");
    }
}
