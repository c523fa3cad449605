// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.MigrationInitializer;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.data.jdbc.autoconfigure.DataJdbcRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.init.DataSourceScriptDatabaseInitializer;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.session.jdbc.autoconfigure.JdbcSessionAutoConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.quartz.SchedulerFactoryBean;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** Whatever uses the database finds the migrated schema. */
class OrderingTests extends DatabaseTest {

    private WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withUserConfiguration(Here.class)
            .withConfiguration(AutoConfigurations.of(
                    BatchJdbcAutoConfiguration.class,
                    DataJdbcRepositoriesAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceInitializationAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    HibernateJpaAutoConfiguration.class,
                    JdbcClientAutoConfiguration.class,
                    JdbcSessionAutoConfiguration.class,
                    JdbcTemplateAutoConfiguration.class,
                    QuartzAutoConfiguration.class,
                    SessionAutoConfiguration.class,
                    TransactionAutoConfiguration.class));

    @BeforeEach
    void oneMigration() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int PRIMARY KEY, name text);");
        application = application.withPropertyValues(dataSource()).withPropertyValues(locations());
    }

    @Test
    void hibernateValidatesTheMigratedSchema() {
        application
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=validate")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EntityManagerFactory.class));
    }

    @Test
    void sqlScriptsFillMigratedTables() {
        migration(folder.resolve("data"), "data.sql", "INSERT INTO tb_user VALUES (1, 'ada');");
        application
                .withPropertyValues(
                        "spring.sql.init.mode=always",
                        "spring.sql.init.data-locations="
                                + folder.resolve("data").resolve("data.sql").toUri())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(db.query("SELECT name FROM tb_user")).containsExactly("ada");
    }

    @Test
    void beansThatReadWhenTheyAreCreatedFindTheirTable() {
        application
                .withUserConfiguration(EagerReaders.class)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void everythingThatSpringBootMakesWaitForFlywayWaitsForThis() {
        application
                .withPropertyValues(
                        "spring.quartz.job-store-type=jdbc",
                        "spring.quartz.jdbc.initialize-schema=always",
                        "spring.session.jdbc.initialize-schema=always",
                        "spring.batch.jdbc.initialize-schema=always",
                        "spring.sql.init.mode=always")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    for (Class<?> type : List.of(
                            JdbcTemplate.class,
                            JdbcClient.class,
                            EntityManagerFactory.class,
                            SchedulerFactoryBean.class,
                            JdbcIndexedSessionRepository.class,
                            JobRepository.class,
                            DataSourceScriptDatabaseInitializer.class)) {
                        assertThat(namesOf(context, type))
                                .as(type.getSimpleName())
                                .isNotEmpty()
                                .allSatisfy(name ->
                                        assertThat(waitsFor(context, name)).contains("migrationInitializer"));
                    }
                });
        assertThat(tables()).contains("qrtz_triggers", "spring_session", "batch_job_instance", "tb_user");
    }

    @Test
    void itStillHoldsWithTheApplicationsOwnInitializer() {
        application.withUserConfiguration(OwnInitializer.class).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(MigrationInitializer.class);
            assertThat(waitsFor(context, "jdbcTemplate")).contains("myInitializer");
            assertThat(waitsFor(context, "entityManagerFactory")).contains("myInitializer");
        });
        assertThat(tables()).isEmpty();
    }

    private static List<String> namesOf(ApplicationContext context, Class<?> type) {
        return Arrays.stream(context.getBeanNamesForType(type))
                .map(name -> name.startsWith("&") ? name.substring(1) : name)
                .toList();
    }

    /** Every bean that this one depends on, directly or not. */
    private static Stream<String> waitsFor(ApplicationContext context, String bean) {
        ConfigurableListableBeanFactory beans = ((ConfigurableApplicationContext) context).getBeanFactory();
        String[] direct = beans.getBeanDefinition(bean).getDependsOn();
        return direct == null
                ? Stream.empty()
                : Arrays.stream(direct).flatMap(name -> Stream.concat(Stream.of(name), waitsFor(context, name)));
    }

    @Entity
    @Table(name = "tb_user")
    static class User {

        @Id
        private int id;

        private String name = "";

        @Override
        public String toString() {
            return id + " " + name;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    static class Here {}

    @Configuration(proxyBeanMethods = false)
    static class OwnInitializer {

        @Bean
        MigrationInitializer myInitializer() {
            return new MigrationInitializer(
                    java.util.Map.of(), name -> com.fraiseql.migrate.boot.MigrationMode.OFF, null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EagerReaders {

        @Bean
        Integer byTemplate(JdbcTemplate jdbc) {
            return jdbc.queryForList("SELECT * FROM tb_user").size();
        }

        @Bean
        Long byClient(JdbcClient jdbc) {
            return jdbc.sql("SELECT count(*) FROM tb_user").query(Long.class).single();
        }

        @Bean
        @DependsOnDatabaseInitialization
        String byDataSource(DataSource dataSource) {
            return String.valueOf(new JdbcTemplate(dataSource).queryForList("SELECT * FROM tb_user"));
        }
    }
}
