// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.boot.endpoint.ProjectionDescriptor;
import com.fraiseql.migrate.boot.endpoint.ProjectionsByContext;
import com.fraiseql.migrate.boot.endpoint.ProjectionsDescriptor;
import com.fraiseql.migrate.boot.health.IvmHealthIndicator;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.ivm.Reason;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Installed;
import com.fraiseql.migrate.projection.ivm.TableVerdict.Verdict;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class IncrementalMaintenanceTests extends DatabaseTest {

    private static final String APPLY = "fraiseql.migrate.ivm.mode=apply";

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    MigrationsEndpointAutoConfiguration.class,
                    MigrationsHealthContributorAutoConfiguration.class))
            .withPropertyValues(
                    "management.endpoints.web.exposure.include=migrations",
                    "fraiseql.migrate.endpoint.cache-time-to-live=0s");

    @BeforeEach
    void commentsWithAView() {
        migration("001_comments.sql", """
                CREATE TABLE tb_user (id int PRIMARY KEY, name text NOT NULL);
                CREATE TABLE tb_comment (id int PRIMARY KEY, author_id int NOT NULL REFERENCES tb_user, content text);
                CREATE INDEX ON tb_comment (author_id);
                INSERT INTO tb_user VALUES (1, 'ada');
                INSERT INTO tb_comment SELECT n, 1, 'Comment ' || n FROM generate_series(1, 50) n;
                CREATE TABLE tv_comment (id int PRIMARY KEY, data jsonb NOT NULL);
                CREATE VIEW v_comment AS
                SELECT c.id, jsonb_build_object('content', c.content, 'author', u.name) AS data
                FROM tb_comment c JOIN tb_user u ON u.id = c.author_id;
                CREATE TABLE tv_age (id int PRIMARY KEY, age interval);
                CREATE VIEW v_age AS SELECT id, now() - '2024-01-01'::timestamptz AS age FROM tb_user;
                """);
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    private String differences() {
        return db.query("SELECT count(*) FROM (TABLE v_comment EXCEPT ALL TABLE tv_comment) d")
                .get(0);
    }

    private String triggers() {
        return db.query("SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text LIKE 'tb%'")
                .get(0);
    }

    private static Health health(AssertableApplicationContext context) {
        return Objects.requireNonNull(context.getBean(IvmHealthIndicator.class).health());
    }

    private static ProjectionsDescriptor projections(AssertableApplicationContext context) {
        ProjectionsByContext answer = (ProjectionsByContext)
                Objects.requireNonNull(context.getBean(MigrationsEndpoint.class).migration("projections"));
        return Objects.requireNonNull(
                answer.contexts().values().iterator().next().get("projections"));
    }

    private static ProjectionDescriptor table(AssertableApplicationContext context, String name) {
        return projections(context).tables().stream()
                .filter(table -> table.table().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStartSaysOnceForEachTableWhetherItCanBeMaintainedAndInstallsNothing(CapturedOutput output) {
        application.run(context -> {
            assertThat(output.getAll().lines().filter(line -> line.contains("can be maintained incrementally")))
                    .singleElement()
                    .asString()
                    .contains("INFO", "public.tv_comment", "fraiseql.migrate.ivm.mode=apply does it");
            assertThat(output.getAll().lines().filter(line -> line.contains("is compared at sync only")))
                    .singleElement()
                    .asString()
                    .contains("INFO", "public.tv_age", "now()");
            assertThat(triggers()).isEqualTo("0");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void withApplyTheTableStaysEqualToItsViewWhateverIsWritten() {
        application.withPropertyValues(APPLY).run(context -> {
            assertThat(context).hasNotFailed();
            db.execute(
                    "UPDATE tb_user SET name = 'Ada'",
                    "DELETE FROM tb_comment WHERE id < 10",
                    "INSERT INTO tb_comment VALUES (100, 1, 'new')");
            assertThat(differences()).isEqualTo("0");
            assertThat(db.query("SELECT concat(count(*), ' ', min(data ->> 'author')) FROM tv_comment"))
                    .containsExactly("42 Ada");
            assertThat(table(context, "public.tv_comment").installed()).isEqualTo(Installed.CURRENT);
            assertThat(projections(context).summary()).isEqualTo(new ProjectionsDescriptor.Summary(2, 1, 1, 0));
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void theEndpointHasTheVerdictWithReasonsAndPaths() {
        application.run(context -> {
            ProjectionDescriptor comment = table(context, "public.tv_comment");
            assertThat(comment.verdict()).isEqualTo(Verdict.INCREMENTAL);
            assertThat(comment.view()).isEqualTo("public.v_comment");
            assertThat(comment.paths()).anySatisfy(path -> {
                assertThat(path.table()).isEqualTo("public.tb_user");
                assertThat(path.columns()).containsExactly("id", "name");
                assertThat(path.steps()).isNotEmpty();
            });
            ProjectionDescriptor age = table(context, "public.tv_age");
            assertThat(age.verdict()).isEqualTo(Verdict.COMPARE_AT_SYNC);
            assertThat(age.reasons()).extracting(Reason::code).contains(Reason.Code.CHANGES_BY_ITSELF);
        });
    }

    @Test
    void aMigrationThatChangesTheViewHasItInstalledAnewInTheModeRecommendToo() {
        application.withPropertyValues(APPLY).run(context -> assertThat(context).hasNotFailed());
        migration("002_mail.sql", """
                ALTER TABLE tb_user ADD COLUMN mail text;
                CREATE OR REPLACE VIEW v_comment AS
                SELECT c.id, jsonb_build_object('content', c.content, 'mail', u.mail) AS data
                FROM tb_comment c JOIN tb_user u ON u.id = c.author_id;
                """);
        application.run(context -> {
            assertThat(context).hasNotFailed();
            db.execute("UPDATE tb_user SET mail = 'ada@example.com'");
            assertThat(differences()).isEqualTo("0");
            assertThat(table(context, "public.tv_comment").installed()).isEqualTo(Installed.CURRENT);
        });
    }

    @Test
    void aMigrationThatDropsAMaintainedTableLeavesNothingThatFailsWriters() {
        application.withPropertyValues(APPLY).run(context -> assertThat(context).hasNotFailed());
        migration("002_drop.sql", "DROP TABLE tv_comment;\nDROP TABLE tv_age;\n");
        application.run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(triggers()).isEqualTo("0");
            db.execute("UPDATE tb_user SET name = 'Ada'");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void theMetersCountPassesAndRows() {
        application
                .withConfiguration(
                        AutoConfigurations.of(MetricsAutoConfiguration.class, MigrationMetricsAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withPropertyValues(APPLY)
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    double before = passes(registry);
                    db.execute("UPDATE tb_user SET name = 'Ada'");
                    assertThat(passes(registry) - before).isEqualTo(1);
                    assertThat(registry.get("fraiseql.ivm.rows")
                                    .tags("table", "public.tv_comment", "operation", "updated")
                                    .functionCounter())
                            .isNotNull();
                    assertThat(registry.get("fraiseql.ivm.problems").gauge().value())
                            .isZero();
                });
    }

    private static double passes(MeterRegistry registry) {
        return registry.get("fraiseql.ivm.passes")
                .tags("database", "main", "table", "public.tv_comment")
                .functionCounter()
                .count();
    }

    @Test
    void switchedOffNothingIsSaidAskedOrInstalled(CapturedOutput output) {
        application.withPropertyValues("fraiseql.migrate.ivm.mode=off").run(context -> {
            assertThat(output).doesNotContain("maintained incrementally").doesNotContain("compared at sync only");
            assertThat(projections(context).tables()).isEmpty();
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            assertThat(triggers()).isEqualTo("0");
        });
    }

    @Test
    void aTriggerThatHasBeenDisabledIsAProblemWithAnAdvice() {
        application.withPropertyValues(APPLY).run(context -> {
            db.execute("ALTER TABLE tb_comment DISABLE TRIGGER USER");
            Health health = health(context);
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(String.valueOf(health.getDetails().get("problems")))
                    .contains("TRIGGER_DISABLED", "tb_comment", "advice");
            assertThat(projections(context).problems()).isNotEmpty();
        });
    }

    @Test
    void aFailureToInstallEndsTheStartOrIsLeftForLater() throws SQLException {
        application.run(context -> assertThat(context).hasNotFailed());
        ApplicationContextRunner impatient = application.withPropertyValues(
                APPLY, "fraiseql.migrate.sync.lock-timeout=50ms", "fraiseql.migrate.sync.lock-wait=200ms");
        try (Connection writer = db.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE tb_comment SET content = 'not committed'");
            impatient.run(context -> assertThat(context)
                    .getFailure()
                    .isInstanceOfSatisfying(
                            MigrateException.class,
                            failure -> assertThat(failure.code()).isEqualTo(FailureCode.LOCK_TIMEOUT)));
            impatient
                    .withPropertyValues("fraiseql.migrate.sync.on-failure=continue")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(context.getBean(SyncRunner.class).state()).isEqualTo(SyncRunner.State.FAILED);
                        assertThat(health(context).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
                        assertThat(health(context).getDetails()).containsKey("error");
                    });
        }
        application.withPropertyValues(APPLY).run(context -> {
            assertThat(differences()).isEqualTo("0");
            assertThat(health(context).getStatus()).isEqualTo(Status.UP);
        });
    }

    @Test
    void aRoleThatMayNotMaintainTheTablesFindsNothingWrongWithThem(CapturedOutput output) {
        application.withPropertyValues(APPLY).run(context -> assertThat(context).hasNotFailed());
        String reader = "reader_" + db.name();
        db.execute(
                "CREATE ROLE " + reader + " LOGIN PASSWORD 'x'",
                "GRANT SELECT ON ALL TABLES IN SCHEMA public TO " + reader);
        try {
            application
                    .withPropertyValues(
                            "fraiseql.migrate.mode=validate",
                            "spring.datasource.username=" + reader,
                            "spring.datasource.password=x")
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(output).doesNotContain("generated for an earlier definition");
                        assertThat(health(context).getStatus()).isEqualTo(Status.UP);
                    });
        } finally {
            db.execute("DROP OWNED BY " + reader, "DROP ROLE " + reader);
        }
        assertThat(triggers()).isNotEqualTo("0");
    }

    @Test
    void aTableThatABeanFillsIsLeftToIt() {
        application.withPropertyValues(APPLY).withUserConfiguration(Hook.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(triggers()).isEqualTo("0");
            assertThat(table(context, "public.tv_comment").reasons())
                    .extracting(Reason::message)
                    .containsExactly(
                            "The table is filled by IncrementalMaintenanceTests.Hook.Comments, and not from its view.");
        });
    }

    @Test
    void withoutReadTablesThereIsNothingToSay(CapturedOutput output) {
        migration("001_comments.sql", "CREATE TABLE tb_note (id int PRIMARY KEY);");
        application.withPropertyValues(APPLY).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(projections(context).summary()).isEqualTo(new ProjectionsDescriptor.Summary(0, 0, 0, 0));
            assertThat(db.query("SELECT count(*) FROM pg_class WHERE relname LIKE 'fraiseql_ivm%'"))
                    .containsExactly("0");
        });
        assertThat(output).doesNotContain("maintained incrementally");
    }

    @Configuration
    static class Hook {

        @Bean
        InitialSync comments() {
            return new Comments();
        }

        static final class Comments implements InitialSync {

            @Override
            public String entityType() {
                return "comment";
            }

            @Override
            public void synchronize(SyncContext context) {}
        }
    }
}
