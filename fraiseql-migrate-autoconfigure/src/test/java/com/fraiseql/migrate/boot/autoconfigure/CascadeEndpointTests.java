// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.cascade.CascadeMonitor;
import com.fraiseql.migrate.boot.endpoint.CascadeByContext;
import com.fraiseql.migrate.boot.endpoint.CascadeDescriptor;
import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.cascade.Entity;
import com.fraiseql.migrate.projection.cascade.Rule;
import com.fraiseql.migrate.projection.cascade.ServerEffect;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class CascadeEndpointTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    MigrationsEndpointAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=migrations",
                    "fraiseql.migrate.endpoint.cache-time-to-live=0s");

    @BeforeEach
    void posts() {
        migration("001_posts.sql", """
                CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE tb_post (id int PRIMARY KEY, author_id int REFERENCES tb_user ON DELETE SET NULL);
                CREATE VIEW v_post AS SELECT p.id, u.name FROM tb_post p LEFT JOIN tb_user u ON u.id = p.author_id;
                """);
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    private static CascadeDescriptor cascade(AssertableApplicationContext context) {
        CascadeByContext answer = (CascadeByContext)
                Objects.requireNonNull(context.getBean(MigrationsEndpoint.class).migration("cascade"));
        return Objects.requireNonNull(
                answer.contexts().values().iterator().next().get("cascade"));
    }

    @Test
    void theEndpointHasTheRulesOfTheMainDatabase() {
        application.run(context -> {
            CascadeDescriptor found = cascade(context);

            assertThat(found.error()).isNull();
            assertThat(found.entities()).extracting(Entity::name).containsExactly("post", "user");
            assertThat(found.tables().get(1).table()).isEqualTo("public.tb_user");
            assertThat(found.tables().get(1).rules())
                    .filteredOn(rule -> rule.change() == Rule.Change.DELETE)
                    .flatExtracting(Rule::server)
                    .extracting(ServerEffect::action)
                    .containsExactly(ServerEffect.Action.SET_NULL);
        });
    }

    @Test
    void entitiesThatTheSyncLeavesOutHaveNoRules() {
        application
                .withPropertyValues("fraiseql.migrate.sync.exclude=tb_user")
                .run(context -> assertThat(cascade(context).entities())
                        .extracting(Entity::name)
                        .containsExactly("post"));
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedAsTheError() {
        DataSource nowhere = new DriverManagerDataSource("jdbc:postgresql://localhost:1/none");

        assertThat(new CascadeMonitor(() -> nowhere, CascadeOptions.defaults(), Duration.ZERO)
                        .report()
                        .error())
                .isNotNull()
                .extracting(FailureFacts::code)
                .hasToString("UNREACHABLE");
    }
}
