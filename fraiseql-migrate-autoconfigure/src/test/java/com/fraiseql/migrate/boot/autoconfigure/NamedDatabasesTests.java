// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Several databases, described by properties only. */
class NamedDatabasesTests extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase audit;

    @TempDir
    private Path auditFolder;

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void twoDatabases() {
        audit = TestDatabase.create();
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        migration(auditFolder, "001_trail.sql", "CREATE TABLE trail (id int);");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @AfterEach
    void dropAudit() {
        audit.close();
    }

    @Test
    void eachDatabaseGetsItsOwnMigrations() {
        application.withPropertyValues(auditByUrl()).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBeansOfType(Migrator.class)).containsOnlyKeys("migrator", "auditMigrator");
        });
        assertThat(tables()).containsExactly("tb_user");
        assertThat(auditTables()).containsExactly("trail");
    }

    @Test
    void injectionByTypeMeansTheMainOne() {
        application
                .withPropertyValues(auditByUrl())
                .run(context -> assertThat(context.getBean(Migrator.class)).isSameAs(context.getBean("migrator")));
    }

    @Test
    void aDataSourceBeanCanBeNamed() {
        application
                .withUserConfiguration(AuditDataSource.class)
                .withPropertyValues(
                        "fraiseql.migrate.databases.audit.data-source=auditDataSource",
                        "fraiseql.migrate.databases.audit.locations=" + auditFolder.toUri(),
                        "fraiseql.migrate.databases.audit.table=audit_history")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(audit.query("SELECT version FROM audit_history")).containsExactly("001_trail");
    }

    @Test
    void aNamedDatabaseNeedsNoMainOne() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(FraiseqlMigrateAutoConfiguration.class))
                .withPropertyValues(auditByUrl())
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBeansOfType(Migrator.class)).containsOnlyKeys("auditMigrator");
                });
        assertThat(auditTables()).containsExactly("trail");
    }

    @Test
    void eachDatabaseHasItsOwnMode() {
        application
                .withPropertyValues(auditByUrl())
                .withPropertyValues("fraiseql.migrate.databases.audit.mode=off")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
        assertThat(auditTables()).isEmpty();
    }

    @Test
    void aDatabaseWithoutAnyAddressIsRefused() {
        application
                .withPropertyValues("fraiseql.migrate.databases.audit.locations=" + auditFolder.toUri())
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(MigrateException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                            assertThat(failure.what()).contains("'audit'");
                        }));
    }

    @Test
    void aDataSourceThatIsNotThereIsNamed() {
        application
                .withPropertyValues("fraiseql.migrate.databases.audit.data-source=nope")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("There is no DataSource bean 'nope' for the database 'audit'."));
    }

    private String[] auditByUrl() {
        return new String[] {
            "fraiseql.migrate.databases.audit.url=" + audit.url(),
            "fraiseql.migrate.databases.audit.user=" + audit.user(),
            "fraiseql.migrate.databases.audit.password=" + audit.password(),
            "fraiseql.migrate.databases.audit.locations=" + auditFolder.toUri()
        };
    }

    private static java.util.List<String> auditTables() {
        return audit.query(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'fraiseql%'");
    }

    @Configuration(proxyBeanMethods = false)
    static class AuditDataSource {

        @Bean(defaultCandidate = false)
        DataSource auditDataSource() {
            return audit.dataSource();
        }
    }
}
