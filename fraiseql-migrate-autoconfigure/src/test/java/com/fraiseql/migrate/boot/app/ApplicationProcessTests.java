// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fraiseql.migrate.boot.DatabaseTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody sees who starts an application. */
class ApplicationProcessTests extends DatabaseTest {

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
    }

    @Test
    void theApplicationStartsAfterItsMigrations() {
        ApplicationProcess application = start();

        assertThat(String.join("\n", application.output()))
                .containsSubsequence("Applied 001_users.sql", "hello from the application");
        assertThat(application.exitCode()).isZero();
    }

    @Test
    void manySmallMigrationsAreALineAndNotALineEach() {
        for (int i = 2; i <= 30; i++) {
            migration("%03d_small.sql".formatted(i), "SELECT " + i + ";");
        }
        List<String> applied = start().output().stream()
                .filter(line -> line.contains("LoggingMigrationListener"))
                .toList();

        // a slow machine may need a second for them
        assertThat(applied).hasSizeBetween(1, 5);
        assertThat(String.join(" ", applied))
                .contains("Applied 001_users.sql in ", ", 002_small.sql in ")
                .containsPattern("( and 10 more|030_small.sql)");
    }

    @Test
    void aBrokenMigrationBehindManyPrintsNoMoreThanOneBehindNone() {
        for (int i = 2; i <= 30; i++) {
            migration("%03d_small.sql".formatted(i), "SELECT " + i + ";");
        }
        migration("031_broken.sql", "SELECT 1/0;");
        List<String> output = start().output();

        assertThat(output).hasSizeLessThanOrEqualTo(45);
        assertThat(String.join("\n", output))
                .contains("031_broken.sql:1:", "Applied by this run: 30 migrations, the last 030_small");
    }

    @Test
    void aJobMigratesAndExitsWithZeroAndDoesNothingElse() {
        ApplicationProcess job = start("--fraiseql.migrate.exit-after-run=true");

        assertThat(String.join("\n", job.output()))
                .contains("Applied 001_users.sql")
                .doesNotContain("hello from the application")
                .doesNotContain("expensive bean created", "have run");
        assertThat(job.exitCode()).isZero();
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void aJobFillsTheReadTablesBeforeItExitsAlsoIfTheApplicationDoesSoInTheBackground() {
        migration("002_read_side.sql", """
                INSERT INTO tb_user SELECT generate_series(1, 20);
                CREATE TABLE tv_user (id int PRIMARY KEY);
                CREATE VIEW v_user AS SELECT id FROM tb_user;
                """);
        ApplicationProcess job =
                start("--fraiseql.migrate.exit-after-run=true", "--fraiseql.migrate.sync.mode=background");

        assertThat(String.join("\n", job.output())).contains("Filled public.tv_user");
        assertThat(job.exitCode()).isZero();
        assertThat(db.query("SELECT count(*) FROM tv_user")).containsExactly("20");
    }

    @Test
    void aJobThatFailsExitsWithOne() {
        migration("002_broken.sql", "SELECT 1/0;");
        ApplicationProcess job = start("--fraiseql.migrate.exit-after-run=true");

        assertThat(job.output()).isNotEmpty();
        assertThat(job.exitCode()).isEqualTo(1);
    }

    @Test
    void aBrokenMigrationPrintsAFewLinesTheSqlAndTheCaretAmongThem() {
        migration("002_add_phone.sql", "-- Migration 002\n\nALTER TABLE tb_user ADD COLUMN phone INVALID_TYPE;\n");
        ApplicationProcess application = start();

        List<String> output = application.output();

        assertThat(application.exitCode()).isEqualTo(1);
        assertThat(output).hasSizeLessThanOrEqualTo(45);
        assertThat(output).noneMatch(line -> line.startsWith("\tat "));
        assertThat(String.join("\n", output))
                .contains("APPLICATION FAILED TO START")
                .contains("002_add_phone.sql:3:")
                .contains("type \"invalid_type\" does not exist")
                .contains("3 | ALTER TABLE tb_user ADD COLUMN phone INVALID_TYPE;")
                .containsPattern("\\| +\\^")
                .contains("Action:");
    }

    @Test
    void sigtermCancelsTheStatementAndTheNextStartGoesOn() {
        migration("002_long.sql", "CREATE TABLE before_sleep (id int);\nSELECT pg_sleep(300);");
        ApplicationProcess first = start();
        await().atMost(Duration.ofSeconds(60)).until(() -> !sleeping().isEmpty());

        first.terminate();

        first.output();
        assertThat(first.exitCode()).isNotZero();
        await().atMost(Duration.ofSeconds(60)).until(() -> sleeping().isEmpty());
        assertThat(appliedVersions()).containsExactly("001_users");
        migration("002_long.sql", "CREATE TABLE before_sleep (id int);\nSELECT pg_sleep(0);");
        ApplicationProcess second = start();
        second.output();
        assertThat(second.exitCode()).isZero();
        assertThat(tables()).containsExactly("before_sleep", "tb_user");
    }

    private List<String> sleeping() {
        return db.query("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND state = 'active' AND query LIKE '%pg_sleep(300)%' AND pid <> pg_backend_pid()");
    }

    private ApplicationProcess start(String... arguments) {
        List<String> all = new ArrayList<>();
        all.add("--" + locations());
        Arrays.stream(dataSource()).map(property -> "--" + property).forEach(all::add);
        all.addAll(List.of(arguments));
        return ApplicationProcess.start(all);
    }
}
