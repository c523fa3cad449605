// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateAutoConfiguration;
import com.fraiseql.migrate.testsupport.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A container with {@code @ServiceConnection}; the server in it is the tests' own, so that this needs no Docker. */
class ServiceConnectionTests extends DatabaseTest {

    @SuppressWarnings("NullAway.Init")
    private static TestDatabase contained;

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ServiceConnectionAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class))
            .withUserConfiguration(WithContainer.class);

    @BeforeEach
    void containedDatabase() {
        contained = TestDatabase.create();
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
    }

    @AfterEach
    void dropContained() {
        contained.close();
    }

    @Test
    void theContainerIsMigratedWithoutADataSource() {
        application
                .withPropertyValues(locations())
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DataSource.class));
        assertThat(contained.query("SELECT version FROM fraiseql_migrations")).containsExactly("001_users");
    }

    @Test
    void theContainerIsMigratedWhateverTheUrlPropertySays() {
        application
                .withConfiguration(AutoConfigurations.of(DataSourceAutoConfiguration.class))
                .withPropertyValues(locations(), "fraiseql.migrate.url=" + db.url(), "fraiseql.migrate.user=nobody")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DataSource.class));
        assertThat(contained.query("SELECT version FROM fraiseql_migrations")).containsExactly("001_users");
        assertThat(tables()).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    static class WithContainer {

        @Bean
        @ServiceConnection
        PostgreSQLContainer postgres() {
            return new OutsideContainer();
        }
    }

    /** Is where a container would be. */
    private static final class OutsideContainer extends PostgreSQLContainer {

        OutsideContainer() {
            super("postgres:18-alpine");
        }

        @Override
        public void start() {
            // the server runs already
        }

        @Override
        public void stop() {
            // and goes on running
        }

        @Override
        public String getJdbcUrl() {
            return contained.url();
        }

        @Override
        public String getUsername() {
            return contained.user();
        }

        @Override
        public String getPassword() {
            return contained.password();
        }
    }
}
