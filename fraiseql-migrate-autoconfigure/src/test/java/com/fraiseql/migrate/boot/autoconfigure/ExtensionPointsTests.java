// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.source.CodeMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class ExtensionPointsTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void twoMigrations() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int, name text);");
        migration("003_posts.sql", "CREATE TABLE tb_post (id int);");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @Test
    void listenersAreCalledInTheirOrder() {
        application
                .withUserConfiguration(TwoListeners.class)
                .run(context -> assertThat(context.getBean(Calls.class).calls)
                        .containsExactly(
                                "first before [001_users, 003_posts]",
                                "second before [001_users, 003_posts]",
                                "first after 001_users",
                                "second after 001_users",
                                "first after 003_posts",
                                "second after 003_posts"));
    }

    @Test
    void aListenerThatRefusesStopsTheRunBeforeAnythingIsDone() {
        application
                .withUserConfiguration(FailingBackup.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("no space for the backup")
                        .satisfies(failure ->
                                assertThat(migrateException(failure).code()).isEqualTo(FailureCode.VETOED)));
        assertThat(tables()).isEmpty();
    }

    @Test
    void migrationsInJavaHaveTheirPlaceAmongTheFiles() {
        application
                .withBean(CodeMigration.class, AddAda::new)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(appliedVersions()).containsExactly("001_users", "002_add_ada", "003_posts");
        assertThat(db.query("SELECT name FROM tb_user")).containsExactly("ada");
    }

    @Test
    void placeholdersAreReplacedIfTheyAreConfigured() {
        migration("004_notes.sql", "CREATE TABLE ${prefix}_note AS SELECT '${other}'::text AS text;");
        application
                .withPropertyValues("fraiseql.migrate.placeholders.prefix=my")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(db.query("SELECT text FROM my_note")).containsExactly("${other}");
    }

    @Test
    void transactionAllAppliesAllOrNothing() {
        migration("004_broken.sql", "SELECT 1/0;");
        application
                .withPropertyValues("fraiseql.migrate.transaction=all")
                .run(context -> assertThat(context).hasFailed());
        assertThat(tables()).isEmpty();
    }

    @Test
    void aMissingOrLateFileIsTakenAsThePoliciesSay() {
        application.run(context -> assertThat(context).hasNotFailed());
        migration("002_late.sql", "CREATE TABLE late (id int);");
        application.run(context ->
                assertThat(migrateException(context.getStartupFailure()).code()).isEqualTo(FailureCode.OUT_OF_ORDER));

        application
                .withPropertyValues("fraiseql.migrate.out-of-order=apply")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(tables()).contains("late");
    }

    @Test
    void anEditedFileIsTakenAsThePolicySays() {
        application.run(context -> assertThat(context).hasNotFailed());
        migration("001_users.sql", "CREATE TABLE tb_user (id bigint);");
        application.run(context -> assertThat(
                        migrateException(context.getStartupFailure()).code())
                .isEqualTo(FailureCode.CHECKSUM_MISMATCH));

        application
                .withPropertyValues("fraiseql.migrate.checksum-mismatch=warn")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static MigrateException migrateException(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrateException found) {
                return found;
            }
        }
        throw new AssertionError("no MigrateException", failure);
    }

    static final class Calls {
        private final List<String> calls = new ArrayList<>();
    }

    record Named(String name, Calls calls) implements MigrationListener {

        @Override
        public void beforeRun(List<String> pendingVersions) {
            calls.calls.add(name + " before " + pendingVersions);
        }

        @Override
        public void afterMigration(com.fraiseql.migrate.listener.AppliedMigration migration, Direction direction) {
            calls.calls.add(name + " after " + migration.version());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoListeners {

        @Bean
        Calls calls() {
            return new Calls();
        }

        @Bean
        @Order(2)
        MigrationListener aSecond(Calls calls) {
            return new Named("second", calls);
        }

        @Bean
        @Order(1)
        MigrationListener zFirst(Calls calls) {
            return new Named("first", calls);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingBackup {

        @Bean
        MigrationListener backup() {
            return new MigrationListener() {
                @Override
                public void beforeRun(List<String> pendingVersions) {
                    throw new IllegalStateException("no space for the backup");
                }
            };
        }
    }

    static final class AddAda implements CodeMigration {

        @Override
        public String version() {
            return "002_add_ada";
        }

        @Override
        public void migrate(Connection connection) throws SQLException {
            try (var statement = connection.createStatement()) {
                statement.execute("INSERT INTO tb_user VALUES (1, 'ada')");
            }
        }
    }
}
