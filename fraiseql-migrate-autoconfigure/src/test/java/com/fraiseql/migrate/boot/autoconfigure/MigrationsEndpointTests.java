// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.mutex.MutexKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jackson.JacksonEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.actuate.web.WebMvcEndpointManagementContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.web.context.WebApplicationContext;

class MigrationsEndpointTests extends DatabaseTest {

    private static final String BEAN = "$.contexts.shop.migrationBeans.migrator";

    private WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    DispatcherServletAutoConfiguration.class,
                    EndpointAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    HttpMessageConvertersAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    JacksonEndpointAutoConfiguration.class,
                    ManagementContextAutoConfiguration.class,
                    MigrationsEndpointAutoConfiguration.class,
                    WebEndpointAutoConfiguration.class,
                    WebMvcAutoConfiguration.class,
                    WebMvcEndpointManagementContextConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=migrations", "spring.application.name=shop");

    @BeforeEach
    void threeMigrations() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int, secret text);\n-- Rollback:\n-- DROP TABLE tb_user;");
        migration(
                "002_posts.sql",
                "BEGIN;\nCREATE TABLE tb_post (id int);\nCOMMIT;\nCREATE INDEX CONCURRENTLY i ON tb_post (id);");
        application = application
                .withPropertyValues(locations())
                .withPropertyValues(dataSource())
                .withInitializer(context -> context.setId("shop"));
    }

    @Test
    void itAnswersWhileAnotherMigratorHasTheMutexAndDoesNotTakeItItself() throws SQLException {
        try (Connection other = db.connect();
                var statement = other.createStatement()) {
            application.run(context -> {
                statement.execute("SELECT pg_advisory_lock("
                        + MutexKey.of("public", "fraiseql_migrations").value() + ")");
                migration("003_tags.sql", "CREATE TABLE tag (id int);");
                for (String path : new String[] {"/actuator/migrations", "/actuator/migrations/1"}) {
                    assertThat(http(context).get().uri(path)).hasStatusOk();
                }
                assertThat(db.query("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND database ="
                                + " (SELECT oid FROM pg_database WHERE datname = current_database())"))
                        .hasSize(1);
            });
        }
    }

    @Test
    void appliedAndPendingMigrationsAreListed() {
        application.run(context -> {
            migration("003_tags.sql", "CREATE TABLE tag (id int);");
            var json = assertThat(http(context).get().uri("/actuator/migrations"))
                    .hasStatusOk()
                    .bodyJson();
            json.extractingPath(BEAN + ".migrations[*].state")
                    .asArray()
                    .containsExactly("APPLIED", "APPLIED", "PENDING");
            json.extractingPath(BEAN + ".summary.pending").isEqualTo(1);
            json.extractingPath(BEAN + ".summary.lastVersion").isEqualTo("002_posts");
            json.extractingPath(BEAN + ".migrations[0].checksum").asString().hasSize(64);
            json.extractingPath(BEAN + ".migrations[0].appliedBy").isEqualTo(db.user());
            json.extractingPath(BEAN + ".run.last.success").isEqualTo(true);
            json.doesNotHavePath(BEAN + ".migrations[2].appliedAt");
        });
    }

    @Test
    void oneMigrationIsShownWithItsUnits() {
        application.run(context -> {
            var json = assertThat(http(context).get().uri("/actuator/migrations/002_posts"))
                    .hasStatusOk()
                    .bodyJson();
            json.extractingPath(BEAN + ".units[*].kind").asArray().containsExactly("EXPLICIT", "STANDALONE");
            json.extractingPath(BEAN + ".units[*].done").asArray().containsExactly(true, true);
            json.extractingPath(BEAN + ".units[*].line").asArray().containsExactly(1, 4);
            json.doesNotHavePath(BEAN + ".units[0].title");
        });
    }

    @Test
    void aNumberIsEnoughAndAnUnknownOneIsNotFound() {
        application.run(context -> {
            assertThat(http(context).get().uri("/actuator/migrations/2")).hasStatusOk();
            assertThat(http(context).get().uri("/actuator/migrations/77")).hasStatus(404);
        });
    }

    @Test
    void sqlIsShownOnlyIfAPropertySaysSo() {
        application.run(context -> assertThat(http(context).get().uri("/actuator/migrations/001_users"))
                .bodyText()
                .contains("\"rollbackStored\":true")
                .doesNotContain("DROP TABLE")
                .doesNotContain("secret"));
        application
                .withPropertyValues("fraiseql.migrate.endpoint.show-sql=true")
                .run(context -> assertThat(http(context).get().uri("/actuator/migrations/001_users"))
                        .bodyText()
                        .contains("DROP TABLE tb_user"));
    }

    @Test
    void theLastErrorIsKept() {
        migration("003_broken.sql", "SELECT 'row with a secret'::int;");
        application.run(context -> assertThat(context).hasFailed());

        application.withPropertyValues("fraiseql.migrate.mode=off").run(context -> {
            var json = assertThat(http(context).get().uri("/actuator/migrations/003_broken"))
                    .hasStatusOk()
                    .bodyJson();
            json.extractingPath(BEAN + ".lastError.sqlstate").isEqualTo("22P02");
            json.extractingPath(BEAN + ".lastError.location").asString().startsWith("003_broken.sql:1");
            json.doesNotHavePath(BEAN + ".lastError.message");
        });
    }

    @Test
    void theDatabaseIsAskedOnceForManyRequests() {
        application.run(context -> {
            MockMvcTester http = http(context);
            Object first = readAt(http);
            for (int i = 0; i < 20; i++) {
                assertThat(readAt(http)).isEqualTo(first);
            }
        });
    }

    @Test
    void aDatabaseThatIsGoneIsAnAnswerWithoutSecrets() {
        application
                .withPropertyValues(
                        "fraiseql.migrate.mode=off",
                        "fraiseql.migrate.url=jdbc:postgresql://localhost:1/nothing",
                        "fraiseql.migrate.user=me",
                        "fraiseql.migrate.password=sesame")
                .run(context -> {
                    var result = assertThat(http(context).get().uri("/actuator/migrations"))
                            .hasStatusOk();
                    result.bodyText().doesNotContain("sesame");
                    result.bodyJson().extractingPath(BEAN + ".error.code").isEqualTo("UNREACHABLE");
                });
    }

    @Test
    void withoutExposureThereIsNoEndpoint() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        FraiseqlMigrateAutoConfiguration.class,
                        MigrationsEndpointAutoConfiguration.class))
                .withPropertyValues(locations())
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context).doesNotHaveBean(MigrationsEndpoint.class));
    }

    private static Object readAt(MockMvcTester http) {
        List<Object> seen = new java.util.ArrayList<>();
        assertThat(http.get().uri("/actuator/migrations"))
                .bodyJson()
                .extractingPath(BEAN + ".readAt")
                .satisfies(value -> seen.add(value));
        return seen.get(0);
    }

    private static MockMvcTester http(WebApplicationContext context) {
        return MockMvcTester.from(context);
    }
}
