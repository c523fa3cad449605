// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.NamedDatabase;
import com.fraiseql.migrate.boot.SpringWording;
import com.fraiseql.migrate.boot.event.MigrationEvent;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.PayloadApplicationEvent;
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

    @Test
    void eachTenantHasASchemaOfItsOwnThatTheUrlNames() {
        for (String tenant : List.of("t1", "t2")) {
            String database = "fraiseql.migrate.databases." + tenant;
            application = application.withPropertyValues(
                    database + ".url=" + audit.url() + (audit.url().contains("?") ? "&" : "?") + "currentSchema="
                            + tenant,
                    database + ".user=" + audit.user(),
                    database + ".password=" + audit.password(),
                    database + ".schema=" + tenant,
                    database + ".create-schema=true",
                    database + ".locations=" + auditFolder.toUri());
        }
        application.run(context -> assertThat(context).hasNotFailed());
        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(audit.query("SELECT schemaname || '.' || tablename FROM pg_tables"
                        + " WHERE tablename IN ('trail', 'fraiseql_migrations') ORDER BY 1"))
                .containsExactly("t1.fraiseql_migrations", "t1.trail", "t2.fraiseql_migrations", "t2.trail");
    }

    @Test
    void aFailureNamesItsDatabaseAndThePropertiesOfThatOne() {
        application
                .withPropertyValues(auditByUrl())
                .run(context -> assertThat(context).hasNotFailed());
        audit.execute("UPDATE fraiseql_migrations SET version = '001_other'");

        List<MigrationEvent.RunFailed> events = new ArrayList<>();
        application
                .withPropertyValues(auditByUrl())
                .withInitializer(context -> context.addApplicationListener(
                        (PayloadApplicationEvent<MigrationEvent.RunFailed> event) -> events.add(event.getPayload())))
                .run(context -> assertThat(context).getFailure().satisfies(failure -> {
                    MigrateException found = migrateException(failure);
                    assertThat(SpringWording.description(found)).startsWith("Database 'audit': ");
                    assertThat(SpringWording.action(found))
                            .contains(
                                    "fraiseql.migrate.databases.audit.table", "fraiseql.migrate.databases.audit.schema")
                            .doesNotContain("fraiseql.migrate.table", "fraiseql.migrate.schema");
                    assertThat(events)
                            .singleElement()
                            .satisfies(event ->
                                    assertThat(event.failure().action()).isEqualTo(found.action()));
                }));
    }

    @Test
    void theEndpointNamesThePropertiesOfTheDatabase() {
        application
                .withPropertyValues(auditByUrl())
                .withPropertyValues("fraiseql.migrate.databases.audit.mode=off")
                .withPropertyValues("fraiseql.migrate.databases.audit.schema=nope")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    MigrationMonitors monitors = context.getBean(MigrationMonitors.class);
                    Migrator migrator = context.getBean("auditMigrator", Migrator.class);
                    assertThatThrownBy(migrator::up).isInstanceOf(MigrateException.class);
                    FailureFacts failure = Objects.requireNonNull(
                            monitors.tracker("auditMigrator").state().failure());
                    assertThat(failure.message()).startsWith("Database 'audit': ");
                    assertThat(failure.action())
                            .contains("fraiseql.migrate.databases.audit.create-schema")
                            .doesNotContain("fraiseql.migrate.create-schema", "--");
                });
    }

    @Test
    void thePropertiesOfADatabaseAreCheckedInItsName() {
        application
                .withPropertyValues(auditByUrl())
                .withPropertyValues("fraiseql.migrate.databases.audit.table=a.b")
                .run(context -> assertThat(context)
                        .getFailure()
                        .satisfies(failure ->
                                assertThat(migrateException(failure).what()).startsWith("Database 'audit': ")));
    }

    @Test
    void everyPropertyThatADatabaseHasIsNamedAsItsOwn() {
        for (RecordComponent component : FraiseqlMigrateProperties.Database.class.getRecordComponents()) {
            String property = DataObjectPropertyName.toDashedForm(component.getName());
            MigrateException failure = new MigrateException(
                    FailureCode.BAD_CONFIGURATION, "What.", "Correct fraiseql.migrate." + property + ".");
            if (!property.equals("data-source")) {
                assertThat(NamedDatabase.failure(failure, "audit").action())
                        .isEqualTo("Correct fraiseql.migrate.databases.audit." + property + ".");
            }
        }
    }

    @Test
    void aPropertyOfTheApplicationKeepsItsName() {
        Set<String> own = names(FraiseqlMigrateProperties.Database.class);
        for (String property : names(FraiseqlMigrateProperties.class)) {
            if (!own.contains(property)) {
                MigrateException failure = new MigrateException(
                        FailureCode.BAD_CONFIGURATION, "What.", "Correct fraiseql.migrate." + property + ".");
                assertThat(NamedDatabase.failure(failure, "audit").action()).isEqualTo(failure.action());
            }
        }
    }

    private static Set<String> names(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(component -> DataObjectPropertyName.toDashedForm(component.getName()))
                .collect(Collectors.toSet());
    }

    private static MigrateException migrateException(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MigrateException found) {
                return found;
            }
        }
        throw new AssertionError("no MigrateException", failure);
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
