// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An application that has Flyway or Liquibase as well. */
@ExtendWith(OutputCaptureExtension.class)
class OtherToolsTests extends DatabaseTest {

    private static final String WHO_WAS_FIRST =
            "CREATE TABLE by_other AS SELECT coalesce(to_regclass('tb_user')::text, 'not there') AS ours;";

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void oneMigrationEach() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        migration(folder.resolve("other"), "V1__other.sql", WHO_WAS_FIRST);
        migration(
                folder.resolve("other"),
                "changelog.sql",
                "--liquibase formatted sql\n\n--changeset me:1\n" + WHO_WAS_FIRST + "\n");
        application = application
                .withPropertyValues(locations())
                .withPropertyValues(dataSource())
                .withPropertyValues(
                        "spring.flyway.locations=filesystem:" + folder.resolve("other"),
                        "spring.liquibase.change-log="
                                + folder.resolve("other")
                                        .resolve("changelog.sql")
                                        .toUri());
    }

    private ApplicationContextRunner withFlyway() {
        return application.withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class));
    }

    private ApplicationContextRunner withLiquibase() {
        return application.withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class));
    }

    @Test
    void flywayRunsFirstAndAWarningSaysSoAndNamesTheProperty(CapturedOutput output) {
        withFlyway().run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("Flyway is configured in this application as well", "fraiseql.migrate.other-tools");
        assertThat(db.query("SELECT ours FROM by_other")).containsExactly("not there");
        assertThat(appliedVersions()).containsExactly("001_users");
    }

    @Test
    void liquibaseRunsFirstAndAWarningSaysSoAndNamesTheProperty(CapturedOutput output) {
        withLiquibase().run(context -> assertThat(context).hasNotFailed());

        assertThat(output)
                .contains("Liquibase is configured in this application as well", "fraiseql.migrate.other-tools");
        assertThat(db.query("SELECT ours FROM by_other")).containsExactly("not there");
    }

    @Test
    void flywayRunsLastIfToldTo(CapturedOutput output) {
        withFlyway()
                .withPropertyValues("fraiseql.migrate.other-tools=last", "spring.flyway.baseline-on-migrate=true")
                .withPropertyValues("spring.flyway.baseline-version=0")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(db.query("SELECT ours FROM by_other")).containsExactly("tb_user");
        assertThat(output).doesNotContain("is configured in this application as well");
    }

    @Test
    void liquibaseRunsLastIfToldTo() {
        withLiquibase()
                .withPropertyValues("fraiseql.migrate.other-tools=last")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(db.query("SELECT ours FROM by_other")).containsExactly("tb_user");
    }

    @Test
    void whereTheOrderIsSaidThereIsNoWarning(CapturedOutput output) {
        withFlyway()
                .withPropertyValues("fraiseql.migrate.other-tools=first")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("is configured in this application as well");
        assertThat(db.query("SELECT ours FROM by_other")).containsExactly("not there");
    }
}
