// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigrationStrategy;
import com.fraiseql.migrate.boot.MigratorCustomizer;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.source.ResourceSource;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class FraiseqlMigrateAutoConfigurationTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void twoMigrations() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int PRIMARY KEY);");
        migration("002_posts.sql", "CREATE TABLE tb_post (id int PRIMARY KEY);");
        application = application.withPropertyValues(locations());
    }

    @Test
    void pendingMigrationsAreAppliedAtStartup() {
        application.withPropertyValues(dataSource()).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(Migrator.class).hasSingleBean(MigrationInitializer.class);
            assertThat(tables()).containsExactly("tb_post", "tb_user");
            assertThat(appliedVersions()).containsExactly("001_users", "002_posts");
        });
    }

    @Test
    void aSecondStartAppliesNothingAndSaysSo(CapturedOutput output) {
        application
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context).hasNotFailed());
        int before = output.getAll().length();

        application
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getAll().substring(before))
                .contains("up to date, 2 migrations applied before, nothing to do")
                .doesNotContain("Applied 001");
    }

    @Test
    void theLogNamesEachMigrationAndThereIsASummary(CapturedOutput output) {
        application
                .withPropertyValues(dataSource())
                .run(context -> assertThat(output)
                        .contains("Applied 001_users.sql in ")
                        .containsPattern("(Applied|,) 002_posts.sql in ")
                        .contains("applied 2 migrations in "));
    }

    @Test
    void withoutAnyDatabaseThereIsNothing() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(FraiseqlMigrateAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Migrator.class)
                        .doesNotHaveBean(MigrationInitializer.class));
    }

    @Test
    void enabledFalseSwitchesEverythingOff() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.enabled=false")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Migrator.class)
                        .doesNotHaveBean(MigrationInitializer.class));
        assertThat(tables()).isEmpty();
    }

    @Test
    void modeOffLeavesTheDatabaseAloneAndKeepsTheMigrator() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.mode=off")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Migrator.class));
        assertThat(tables()).isEmpty();
    }

    @Test
    void modeValidateRefusesToStartWhileMigrationsArePending() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.mode=validate")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.code()).isEqualTo(FailureCode.NOT_UP_TO_DATE)));
        assertThat(tables()).isEmpty();
    }

    @Test
    void modeValidateStartsWhereNothingIsPending() {
        application
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context).hasNotFailed());

        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.mode=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aMigratorOfTheApplicationIsRunAtStartup() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("test.folder=" + folder.toUri())
                .withUserConfiguration(OwnMigrator.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(Migrator.class).hasBean("myMigrator");
                    assertThat(context).hasSingleBean(MigrationInitializer.class);
                    assertThat(tables()).containsExactly("tb_post", "tb_user");
                });
    }

    @Test
    void aStrategyOfTheApplicationReplacesTheRun() {
        application
                .withPropertyValues(dataSource())
                .withUserConfiguration(FirstOnly.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(appliedVersions()).containsExactly("001_users");
    }

    @Test
    void aCustomizerHasTheLastWord() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.table=from_property")
                .withBean(
                        MigratorCustomizer.class,
                        () -> (builder, database) ->
                                builder.options(com.fraiseql.migrate.options.MigrateOptions.defaults()
                                        .withTable("from_customizer_of_" + database)))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(db.query("SELECT version FROM from_customizer_of_main ORDER BY 1"))
                .containsExactly("001_users", "002_posts");
    }

    @Test
    void lazyInitializationDoesNotPutMigrationsOff() {
        application
                .withPropertyValues(dataSource())
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_post", "tb_user");
    }

    @Test
    void theSchemaOfTheDataSourceCountsAsManaged() {
        application
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context.getBean(SchemaManagementProvider.class)
                                .getSchemaManagement(context.getBean(DataSource.class)))
                        .isEqualTo(SchemaManagement.MANAGED));
    }

    @Test
    void aMissingLocationEndsTheStart() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.locations=classpath:nowhere/")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.code()).isEqualTo(FailureCode.LOCATION_MISSING)));
    }

    @Test
    void aMissingLocationMayBeAllowed() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues(
                        "fraiseql.migrate.locations=classpath:nowhere/",
                        "fraiseql.migrate.fail-on-missing-locations=false")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void everyOptionReachesTheEngine() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues(
                        "fraiseql.migrate.schema=bookkeeping",
                        "fraiseql.migrate.table=history",
                        "fraiseql.migrate.create-schema=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(db.query("SELECT version FROM bookkeeping.history ORDER BY rank"))
                .containsExactly("001_users", "002_posts");
    }

    @Test
    void aSchemaThatDoesNotExistEndsTheStartUnlessCreatingItWasAskedFor() {
        application
                .withPropertyValues(dataSource())
                .withPropertyValues("fraiseql.migrate.schema=pubic")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage(
                                "The schema pubic, which is to hold the history, does not exist in database "
                                        + db.name() + "."));
    }

    @Test
    void aHistoryNameThatCanOnlyBeAMistakeEndsTheStartBeforeAnythingConnects() {
        application
                .withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:1/nowhere")
                .withPropertyValues("fraiseql.migrate.table=other.history")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasRootCauseMessage("The table of the history, 'other.history', has a dot in it."));
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnMigrator {

        @Bean
        Migrator myMigrator(DataSource dataSource, @Value("${test.folder}") String location) {
            return Migrator.builder(dataSource)
                    .source(new ResourceSource(List.of(location), ClassLoader.getSystemClassLoader(), true))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FirstOnly {

        @Bean
        MigrationStrategy firstOnly() {
            return migrator -> migrator.up(new com.fraiseql.migrate.options.UpOptions(null, 1));
        }
    }
}
