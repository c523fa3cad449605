// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import com.fraiseql.migrate.boot.FraiseqlMigrateDataSource;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.testsupport.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import io.r2dbc.spi.ConnectionFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;

/** Which database is migrated, told by where the tables end up. */
class DataSourceChoiceTests extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase other;

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class));

    @BeforeEach
    void oneMigrationAndAnotherDatabase() {
        other = TestDatabase.create();
        migration("001_users.sql", "CREATE TABLE tb_user AS SELECT session_user::text AS creator;");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @AfterEach
    void dropOther() {
        other.close();
    }

    @Test
    void theMainDataSourceIfNothingElseIsSaid() {
        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void theMarkedDataSourceComesFirst() {
        application
                .withUserConfiguration(MarkedDataSource.class)
                .withPropertyValues("fraiseql.migrate.url=" + db.url(), "fraiseql.migrate.user=" + db.user())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).isEmpty();
        assertThat(tablesOf(other)).contains("tb_user");
    }

    @Test
    void theUrlPropertyComesBeforeTheMainDataSource() {
        application
                .withPropertyValues(
                        "fraiseql.migrate.url=" + other.url(),
                        "fraiseql.migrate.user=" + other.user(),
                        "fraiseql.migrate.password=" + other.password())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).isEmpty();
        assertThat(tablesOf(other)).contains("tb_user");
    }

    @Test
    void connectionDetailsComeBeforeTheUrlProperty() {
        application
                .withBean(FraiseqlMigrateConnectionDetails.class, () -> details(other))
                .withPropertyValues("fraiseql.migrate.url=" + db.url())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).isEmpty();
        assertThat(tablesOf(other)).contains("tb_user");
    }

    @Test
    void aUserOfItsOwnMigratesAtTheMainUrl() {
        String role = "migrator_" + db.name();
        db.execute("CREATE ROLE " + role + " LOGIN PASSWORD 'own'", "GRANT ALL ON SCHEMA public TO " + role);
        try {
            application
                    .withPropertyValues("fraiseql.migrate.user=" + role, "fraiseql.migrate.password=own")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
                    });
            assertThat(db.query("SELECT creator FROM tb_user")).containsExactly(role);
        } finally {
            db.execute("DROP OWNED BY " + role + " CASCADE", "DROP ROLE " + role);
        }
    }

    @Test
    void lazyConnectionsMakeNoDifference() {
        application
                .withPropertyValues("spring.datasource.connection-fetch=lazy")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(DataSource.class)).isInstanceOf(LazyConnectionDataSourceProxy.class);
                });
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void aPoolOfOneIsEnough() {
        migration("002_index.sql", "CREATE INDEX CONCURRENTLY i ON tb_user (creator);");
        application
                .withPropertyValues(
                        "spring.datasource.hikari.maximum-pool-size=1",
                        "spring.datasource.hikari.connection-timeout=2000")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(appliedVersions()).containsExactly("001_users", "002_index");
    }

    @Test
    void aRunTakesOneConnectionAndGivesItBack() {
        application.withUserConfiguration(Counting.class).run(context -> {
            CountingDataSource counting = context.getBean(CountingDataSource.class);
            assertThat(counting.taken)
                    .hasSize(1)
                    .allSatisfy(connection -> assertThat(connection.isClosed()).isTrue());
        });
        assertThat(tablesOf(other)).contains("tb_user");
    }

    @Test
    void besideR2dbcTheUrlPropertyIsEnough() {
        r2dbcOnly()
                .withPropertyValues(
                        "fraiseql.migrate.url=" + db.url(),
                        "fraiseql.migrate.user=" + db.user(),
                        "fraiseql.migrate.password=" + db.password())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DataSource.class));
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void besideR2dbcJdbcConnectionDetailsAreEnough() {
        r2dbcOnly()
                .withBean(JdbcConnectionDetails.class, () -> jdbcDetails(db))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DataSource.class));
        assertThat(tables()).containsExactly("tb_user");
    }

    @Test
    void r2dbcAloneHasNothingToMigrateWith() {
        r2dbcOnly().run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migrator.class));
    }

    @Test
    void twoEqualDataSourcesAreAQuestionToTheUser() {
        application
                .withUserConfiguration(TwoDataSources.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOfSatisfying(MigrateException.class, failure -> {
                            assertThat(failure.code()).isEqualTo(FailureCode.BAD_CONFIGURATION);
                            assertThat(failure.action()).contains("@Primary").contains("@FraiseqlMigrateDataSource");
                        }));
    }

    @Test
    void ofTwoDataSourcesThePrimaryOneIsTaken() {
        application
                .withUserConfiguration(PrimaryAndSecondary.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tablesOf(other)).contains("tb_user");
    }

    @Test
    void aWrongPasswordIsOneSentenceAndNotShown() {
        String role = "nobody_" + db.name();
        application
                .withPropertyValues("fraiseql.migrate.user=" + role, "fraiseql.migrate.password=sesame")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageNotContaining("sesame"));
    }

    private static List<String> tablesOf(TestDatabase database) {
        return database.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
    }

    private ApplicationContextRunner r2dbcOnly() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class))
                .withBean(ConnectionFactory.class, () -> mock(ConnectionFactory.class))
                .withPropertyValues(locations());
    }

    private static FraiseqlMigrateConnectionDetails details(TestDatabase database) {
        return new FraiseqlMigrateConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.url();
            }

            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public @Nullable String getPassword() {
                return database.password();
            }
        };
    }

    private static JdbcConnectionDetails jdbcDetails(TestDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }

            @Override
            public String getJdbcUrl() {
                return database.url();
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedDataSource {

        @Bean(defaultCandidate = false)
        @FraiseqlMigrateDataSource
        DataSource migrationDataSource() {
            return other.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {

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
    static class PrimaryAndSecondary {

        @Bean
        @Primary
        DataSource one() {
            return other.dataSource();
        }

        @Bean
        DataSource two() {
            return other.dataSource();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Counting {

        @Bean
        CountingDataSource dataSource() {
            return new CountingDataSource(other.dataSource());
        }
    }

    static final class CountingDataSource extends DelegatingDataSource {

        private final List<Connection> taken = new ArrayList<>();

        CountingDataSource(DataSource target) {
            super(target);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            taken.add(connection);
            return connection;
        }
    }
}
