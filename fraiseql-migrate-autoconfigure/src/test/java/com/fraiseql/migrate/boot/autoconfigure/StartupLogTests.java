// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What one start tells of its migrations. */
@ExtendWith(OutputCaptureExtension.class)
class StartupLogTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void threeAreApplied() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        migration("002_posts.sql", "CREATE TABLE tb_post (id int);");
        migration("003_tags.sql", "CREATE TABLE tb_tag (id int);");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
        application.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void anEditedFileThatThePolicyLetsPassIsAWarningThatNamesIt(CapturedOutput output) {
        migration("001_users.sql", "CREATE TABLE tb_user (id bigint);");

        String log = start(output, "fraiseql.migrate.checksum-mismatch=warn");

        assertThat(warnings(log)).singleElement().asString().contains("001_users.sql", "checksum");
        assertThat(log).contains("3 migrations applied before");
    }

    @Test
    void whatTheLinterFindsInPendingMigrationsIsAWarningOnOneLine(CapturedOutput output) {
        migration("004_index.sql", "CREATE INDEX ix ON tb_post (id);");

        assertThat(warnings(start(output)))
                .singleElement()
                .asString()
                .contains("004_index.sql:1:1: L101 index-not-concurrent: Writers of tb_post wait");
        assertThat(warnings(start(output))).as("nothing is pending any more").isEmpty();
    }

    @Test
    void withLintModeFailTheStartEndsBeforeTheFirstStatement() {
        migration("004_index.sql", "CREATE INDEX ix ON tb_post (id);");

        application
                .withPropertyValues("fraiseql.migrate.lint.mode=fail")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.code()).isEqualTo(FailureCode.LINT_FINDINGS)));
        assertThat(db.query("SELECT count(*) FROM fraiseql_migrations")).containsExactly("3");
    }

    @Test
    void aMissingFileThatThePolicyLetsPassIsAWarningThatNamesIt(CapturedOutput output) throws IOException {
        Files.delete(folder.resolve("002_posts.sql"));

        String log = start(output, "fraiseql.migrate.missing=warn");

        assertThat(warnings(log)).singleElement().asString().contains("002_posts.sql");
        assertThat(log).contains("2 migrations applied before");
    }

    @Test
    void warningsAreLoggedWhereSomethingIsAppliedToo(CapturedOutput output) throws IOException {
        Files.delete(folder.resolve("002_posts.sql"));
        migration("004_notes.sql", "CREATE TABLE note (id int);");

        String log = start(output, "fraiseql.migrate.missing=warn");

        assertThat(warnings(log)).singleElement().asString().contains("002_posts.sql");
        assertThat(log).contains("applied 1 migration in");
    }

    @Test
    void migrationsOfANewerReleaseAreNamed(CapturedOutput output) throws IOException {
        Files.delete(folder.resolve("003_tags.sql"));

        assertThat(start(output))
                .contains("2 migrations applied before, nothing to do")
                .contains("the history has 1 migration without a file here: 003_tags");
    }

    @Test
    void whatAFolderHoldsInsteadOfMigrationsIsToldAndIsAnErrorWhereTheHistoryHasSome(CapturedOutput output)
            throws IOException {
        for (String file : List.of("001_users.sql", "002_posts.sql", "003_tags.sql")) {
            Path below = Files.createDirectories(folder.resolve("below"));
            Files.move(folder.resolve(file), below.resolve(file));
        }

        application.run(context -> assertThat(context)
                .hasFailed()
                .getFailure()
                .rootCause()
                .hasMessageContaining("no versioned migration here, but the history has 3"));
        assertThat(warnings(start(output, "fraiseql.migrate.missing=warn")))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("holds no migration", "The 3 .sql files below it in below do not belong to it"));
    }

    @Test
    void aRunHasOneDurationWhereverItIsShown(CapturedOutput output) {
        migration("004_notes.sql", "SELECT pg_sleep(0.05);");
        List<Duration> told = new ArrayList<>();
        application
                .withBean(MigrationListener.class, () -> new MigrationListener() {
                    @Override
                    public void afterRun(List<AppliedMigration> done, Duration duration) {
                        told.add(duration);
                    }
                })
                .run(context -> {
                    long shown = Objects.requireNonNull(context.getBean(MigrationMonitors.class)
                                    .tracker("migrator")
                                    .state()
                                    .last())
                            .executionMs();
                    assertThat(told)
                            .singleElement()
                            .extracting(Duration::toMillis)
                            .isEqualTo(shown);
                    assertThat(output).contains("applied 1 migration in " + shown + " ms");
                });
    }

    @Test
    void aRunThatFoundNothingToDoIsTheLastRun() {
        application.run(context -> assertThat(Objects.requireNonNull(context.getBean(MigrationMonitors.class)
                                .tracker("migrator")
                                .state()
                                .last())
                        .success())
                .isTrue());
    }

    private String start(CapturedOutput output, String... properties) {
        int before = output.getAll().length();
        application
                .withPropertyValues(properties)
                .run(context -> assertThat(context).hasNotFailed());
        return output.getAll().substring(before);
    }

    private static List<String> warnings(String log) {
        return log.lines().filter(line -> line.contains(" WARN ")).toList();
    }
}
