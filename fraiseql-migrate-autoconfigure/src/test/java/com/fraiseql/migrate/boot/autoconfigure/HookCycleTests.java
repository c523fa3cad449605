// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.MigratorCustomizer;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.source.CodeMigration;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * A hook that needs a bean which waits for the migrations can never be served; that ends the start, and nothing is
 * passed over.
 */
@ExtendWith(OutputCaptureExtension.class)
class HookCycleTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @ParameterizedTest
    @ValueSource(classes = {NeedyMigration.class, NeedyListener.class, NeedyCustomizer.class})
    void aHookThatNeedsAJdbcTemplateEndsTheStart(Class<?> hook) {
        application
                .withUserConfiguration(hook)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseInstanceOf(BeanCurrentlyInCreationException.class));
    }

    @Test
    void validationIsNotPassedOver() {
        application
                .withUserConfiguration(NeedyMigration.class)
                .withPropertyValues("fraiseql.migrate.mode=validate")
                .run(context -> assertThat(context).hasFailed());
    }

    @Test
    void noDatabaseIsMigratedWithoutTheOther() {
        application
                .withUserConfiguration(NeedyMigration.class)
                .withPropertyValues(
                        "fraiseql.migrate.databases.bb.data-source=dataSource",
                        "fraiseql.migrate.databases.bb.table=bb_history",
                        "fraiseql.migrate.databases.bb.locations=" + folder.toUri())
                .run(context -> assertThat(context).hasFailed());
        assertThat(tables()).isEmpty();
    }

    @Test
    void theAnalysisNamesTheCycle(CapturedOutput output) {
        SpringApplication job = new SpringApplication(JobApplication.class);
        job.setWebApplicationType(WebApplicationType.NONE);
        try {
            job.run(
                    "--spring.datasource.url=" + db.url(),
                    "--spring.datasource.username=" + db.user(),
                    "--spring.datasource.password=" + db.password(),
                    "--" + locations(),
                    "--fraiseql.migrate.exit-after-run=true");
        } catch (RuntimeException e) {
            assertThat(output)
                    .contains("form a cycle", "hook", "migrationInitializer", "jdbcTemplate")
                    .doesNotContain("\tat org.springframework");
            return;
        }
        throw new AssertionError("the application has started");
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        FraiseqlMigrateAutoConfiguration.class,
        ExitAfterRunAutoConfiguration.class
    })
    static class JobApplication extends NeedyMigration {}

    @Configuration(proxyBeanMethods = false)
    static class NeedyMigration {

        @Bean
        CodeMigration hook(JdbcTemplate jdbc) {
            return new CodeMigration() {
                @Override
                public String version() {
                    return "002_code";
                }

                @Override
                public void migrate(Connection connection) {
                    jdbc.execute("SELECT 1");
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedyListener {

        @Bean
        MigrationListener hook(JdbcTemplate jdbc) {
            return new MigrationListener() {};
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedyCustomizer {

        @Bean
        MigratorCustomizer hook(JdbcTemplate jdbc) {
            return (builder, database) -> {};
        }
    }
}
