// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.FraiseqlMigrateDataSource;
import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigratorCustomizer;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.source.DirectorySource;
import com.fraiseql.migrate.testsupport.TestDatabase;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.mock.env.MockEnvironment;

/** What Spring Boot's own tests of its Flyway module show, as far as no other test here has it for a subject. */
class FlywayParityTests extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase other;

    private final ApplicationContextRunner bare = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(FraiseqlMigrateAutoConfiguration.class));

    private final ApplicationContextRunner application =
            bare.withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class));

    @BeforeEach
    void oneMigrationAndAnotherDatabase() {
        other = TestDatabase.create();
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
    }

    @AfterEach
    void dropOther() {
        other.close();
    }

    @Test
    void aUrlIsEnoughWithoutTheAutoConfigurationOfDataSources() {
        bare.withPropertyValues(locations())
                .withPropertyValues(url(db))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DataSource.class));
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void withoutSpringJdbcThereIsNothing() {
        bare.withPropertyValues(url(db))
                .withClassLoader(new FilteredClassLoader("org.springframework.jdbc"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Migrator.class)
                        .doesNotHaveBean(MigrationInitializer.class));
    }

    @Test
    void aUrlWithoutAUserDoesNotBorrowTheOneOfTheMainDataSource() {
        DefaultListableBeanFactory none = new DefaultListableBeanFactory();
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        beans.registerSingleton("dataSource", other.dataSource());
        FraiseqlMigrateProperties properties = Binder.get(
                        new MockEnvironment().withProperty("fraiseql.migrate.url", db.url()))
                .bindOrCreate(FraiseqlMigrateProperties.PREFIX, FraiseqlMigrateProperties.class);

        DataSource chosen = new MigrationDataSources(
                        beans,
                        none.getBeanProvider(DataSource.class),
                        beans.getBeanProvider(DataSource.class),
                        new PropertiesConnectionDetails(properties),
                        none.getBeanProvider(JdbcConnectionDetails.class))
                .main();

        assertThat(chosen).isInstanceOfSatisfying(SimpleDriverDataSource.class, unpooled -> {
            assertThat(unpooled.getUrl()).isEqualTo(db.url());
            assertThat(unpooled.getUsername()).isNull();
            assertThat(unpooled.getPassword()).isNull();
        });
    }

    @Test
    void theMarkedDataSourceIsTakenFromAmongSeveral() {
        bare.withPropertyValues(locations())
                .withUserConfiguration(MarkedAmongThree.class)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    SchemaManagementProvider provider = context.getBean(SchemaManagementProvider.class);
                    assertThat(provider.getSchemaManagement(context.getBean("migrated", DataSource.class)))
                            .isEqualTo(SchemaManagement.MANAGED);
                    assertThat(provider.getSchemaManagement(context.getBean("one", DataSource.class)))
                            .isEqualTo(SchemaManagement.UNMANAGED);
                });
        assertThat(other.query("SELECT version FROM fraiseql_migrations")).containsExactly("001_users");
    }

    @Test
    void locationsAreAList() {
        Path more = folder.resolve("more");
        migration(more, "002_posts.sql", "CREATE TABLE tb_post (id int);");
        application
                .withPropertyValues(dataSource())
                .withPropertyValues(
                        "fraiseql.migrate.locations[0]=" + more.toUri(),
                        "fraiseql.migrate.locations[1]=" + folder.toUri())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(appliedVersions()).containsExactly("001_users", "002_posts");
    }

    @Test
    void theClassLoaderOfTheContextIsAsked() throws IOException {
        migration(folder.resolve("schema"), "001_notes.sql", "CREATE TABLE note (id int);");
        URL[] urls = {folder.toUri().toURL()};
        try (URLClassLoader classLoader = new URLClassLoader(urls, getClass().getClassLoader())) {
            application
                    .withClassLoader(classLoader)
                    .withPropertyValues(dataSource())
                    .withPropertyValues("fraiseql.migrate.locations=schema")
                    .run(context -> assertThat(context).hasNotFailed());
        }
        assertThat(tables()).containsExactly("note");
    }

    @Test
    void customizersAreCalledInTheirOrder() {
        application
                .withPropertyValues(locations())
                .withPropertyValues(dataSource())
                .withUserConfiguration(TwoCustomizers.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(db.query("SELECT version FROM history_of_the_last")).containsExactly("001_users");
    }

    @Test
    void anOwnMigratorBesideBeansThatWaitIsNoCircle() {
        application
                .withPropertyValues("test.folder=" + folder)
                .withPropertyValues(dataSource())
                .withUserConfiguration(OwnMigratorAndJdbc.class)
                .run(context -> assertThat(context.getBean(JdbcOperations.class)
                                .queryForObject("SELECT count(*) FROM tb_user", Integer.class))
                        .isZero());
    }

    private static String[] url(TestDatabase database) {
        return new String[] {
            "fraiseql.migrate.url=" + database.url(),
            "fraiseql.migrate.user=" + database.user(),
            "fraiseql.migrate.password=" + database.password()
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedAmongThree {

        @Bean(defaultCandidate = false)
        @FraiseqlMigrateDataSource
        DataSource migrated() {
            return other.dataSource();
        }

        @Bean
        DataSource one() {
            return other.dataSource();
        }

        @Bean
        DataSource two() {
            return other.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoCustomizers {

        @Bean
        @Order(2)
        MigratorCustomizer last() {
            return (builder, database) -> builder.options(history("history_of_the_last"));
        }

        @Bean
        @Order(1)
        MigratorCustomizer first() {
            return (builder, database) -> builder.options(history("history_of_the_first"));
        }

        private static MigrateOptions history(String table) {
            return MigrateOptions.defaults().withTable(table);
        }
    }

    @Configuration
    static class OwnMigratorAndJdbc {

        private final DataSource dataSource;

        OwnMigratorAndJdbc(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Bean
        Migrator myMigrator(@Value("${test.folder}") Path folder) {
            return Migrator.builder(dataSource)
                    .source(new DirectorySource(folder))
                    .build();
        }

        @Bean
        JdbcOperations jdbcOperations() {
            return new JdbcTemplate(dataSource);
        }
    }
}
