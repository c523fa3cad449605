// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.boot.health.SyncHealthIndicator;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncContext;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;

class InitialSyncTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ApplicationAvailabilityAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    InitialSyncAutoConfiguration.class,
                    MigrationsHealthContributorAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    MigrationMetricsAutoConfiguration.class));

    @BeforeEach
    void commentsWithAView() {
        migration("001_comments.sql", """
                CREATE TABLE tb_comment (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), content text NOT NULL);
                INSERT INTO tb_comment (content) SELECT 'Comment ' || n FROM generate_series(1, 50) n;
                CREATE TABLE tv_comment (id uuid PRIMARY KEY, data jsonb NOT NULL);
                CREATE VIEW v_comment AS SELECT id, jsonb_build_object('content', content) AS data FROM tb_comment;
                """);
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    private String filled() {
        return db.query("SELECT count(*) FROM tv_comment").get(0);
    }

    @Test
    void aTableIsFilledFromItsViewBeforeTheApplicationIsReadyWithoutAnyCode() {
        application.withBean(SimpleMeterRegistry.class).run(context -> {
            assertThat(filled()).isEqualTo("50");
            assertThat(context.getBean(SyncRunner.class).state()).isEqualTo(SyncRunner.State.DONE);
            assertThat(Objects.requireNonNull(
                                    context.getBean(SyncHealthIndicator.class).health())
                            .getStatus())
                    .isEqualTo(Status.UP);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("fraiseql.sync.rows")
                            .tags("database", "main", "table", "public.tv_comment", "operation", "inserted")
                            .counter()
                            .count())
                    .isEqualTo(50);
        });
    }

    @Test
    void aMigrationThatChangesTheViewRebuildsTheTable() {
        application.run(context -> assertThat(filled()).isEqualTo("50"));
        migration(
                "002_view.sql",
                "CREATE OR REPLACE VIEW v_comment AS SELECT id, jsonb_build_object('text', content) AS data"
                        + " FROM tb_comment;");
        application.run(context -> assertThat(db.query("SELECT count(*) FROM tv_comment WHERE data ? 'text'"))
                .containsExactly("50"));
    }

    @Test
    void aHookBeanIsCalledInsteadOfTheBuiltInOne() {
        application
                .withUserConfiguration(Hook.class)
                .run(context -> assertThat(db.query("SELECT DISTINCT data ->> 'by' FROM tv_comment"))
                        .containsExactly("hook"));
    }

    @Test
    void aHookThatFailsEndsTheStartOrIsLeftForLater() {
        application
                .withUserConfiguration(FailingHook.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOfSatisfying(
                                MigrateException.class,
                                failure -> assertThat(failure.code()).isEqualTo(FailureCode.SYNC_HOOK_FAILED)));
        application
                .withUserConfiguration(FailingHook.class)
                .withPropertyValues("fraiseql.migrate.sync.on-failure=continue")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(SyncRunner.class).failures()).containsKey("public.tv_comment");
                    assertThat(Objects.requireNonNull(context.getBean(SyncHealthIndicator.class)
                                            .health())
                                    .getStatus())
                            .isEqualTo(Status.OUT_OF_SERVICE);
                });
    }

    @Test
    void aFailureIsThrownWhenTheOtherTablesHaveBeenFilledAndEachIsKeyedByItsTable() {
        migration("002_more.sql", """
                CREATE TABLE tv_author (id uuid PRIMARY KEY, data jsonb NOT NULL);
                CREATE VIEW v_author AS SELECT id, jsonb_build_object('n', 1 / 0) AS data FROM tb_comment;
                CREATE TABLE tv_reader (id uuid PRIMARY KEY, data jsonb NOT NULL);
                CREATE VIEW v_reader AS SELECT id, data FROM tv_author;
                """);
        application.run(context -> assertThat(context)
                .getFailure()
                .isInstanceOfSatisfying(MigrateException.class, failure -> {
                    assertThat(failure.what()).contains("public.tv_author");
                    assertThat(failure.render()).contains("public.tv_reader was not filled: it reads public.tv_author");
                }));
        assertThat(filled()).isEqualTo("50");
        application
                .withPropertyValues("fraiseql.migrate.sync.on-failure=continue")
                .run(context -> assertThat(context.getBean(SyncRunner.class).failures())
                        .containsOnlyKeys("public.tv_author", "public.tv_reader"));
        application
                .withPropertyValues("fraiseql.migrate.sync.exclude=tv_author,*.tv_reader")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void rowsOfTheApplicationAreLeftAloneUntilTheyAreToBeAdopted() {
        application.withPropertyValues("fraiseql.migrate.sync.mode=off").run(context -> {});
        db.execute("INSERT INTO tv_comment SELECT id, '{}' FROM tb_comment");
        application
                .withConfiguration(AutoConfigurations.of(MigrationsEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=migrations")
                .run(context -> {
                    assertThat(context.getBean(SyncRunner.class).state()).isEqualTo(SyncRunner.State.DONE);
                    assertThat(context.getBean(MigrationsEndpoint.class)
                                    .migrations()
                                    .contexts()
                                    .values())
                            .singleElement()
                            .satisfies(shown -> assertThat(
                                            Objects.requireNonNull(shown.sync()).notAdopted())
                                    .hasEntrySatisfying(
                                            "public.tv_comment",
                                            differences ->
                                                    assertThat(differences).startsWith("50 rows differ")));
                });
        assertThat(db.query("SELECT DISTINCT data FROM tv_comment")).containsExactly("{}");
        application
                .withPropertyValues("fraiseql.migrate.sync.adopt=true")
                .run(context -> assertThat(db.query("SELECT count(*) FROM tv_comment WHERE data ? 'content'"))
                        .containsExactly("50"));
    }

    @Test
    void switchedOffNothingIsFilled() {
        application.withPropertyValues("fraiseql.migrate.sync.mode=off").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(filled()).isEqualTo("0");
        });
    }

    @Test
    void whereMigrationsLeaveTheDatabaseAloneNothingIsFilledEither() {
        db.execute("CREATE TABLE tv_note (id int PRIMARY KEY)", "CREATE VIEW v_note AS SELECT 1 AS id");
        application.withPropertyValues("fraiseql.migrate.mode=off").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(db.query("SELECT count(*) FROM tv_note")).containsExactly("0");
            assertThat(db.query("SELECT to_regclass('fraiseql_sync') IS NULL")).containsExactly("t");
        });
    }

    @Test
    void whoeverIsToldOfReadinessIsToldOfTheRefusalLast() {
        SlowHook.goOn = new CountDownLatch(1);
        List<String> told = new CopyOnWriteArrayList<>();
        application
                .withUserConfiguration(SlowHook.class)
                .withBean(Listening.class, () -> new Listening(told))
                .withPropertyValues("fraiseql.migrate.sync.mode=background")
                .run(context -> {
                    AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
                    assertThat(told).containsExactly("ACCEPTING_TRAFFIC", "REFUSING_TRAFFIC");
                    SlowHook.goOn.countDown();
                    await().atMost(Duration.ofSeconds(60)).until(() -> told.size() == 3);
                    assertThat(told).endsWith("ACCEPTING_TRAFFIC");
                });
    }

    @Test
    void inTheBackgroundTheApplicationRefusesTrafficUntilItIsDone() {
        SlowHook.goOn = new CountDownLatch(1);
        application
                .withUserConfiguration(SlowHook.class)
                .withPropertyValues("fraiseql.migrate.sync.mode=background")
                .run(context -> {
                    ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
                    AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
                    assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
                    assertThat(context.getBean(SyncRunner.class).state()).isEqualTo(SyncRunner.State.RUNNING);
                    SlowHook.goOn.countDown();
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
                });
    }

    @Test
    void whatFailsInTheBackgroundIsTriedAgainAndNeedsNoRestart() {
        aRowFails();
        application
                .withPropertyValues("fraiseql.migrate.sync.mode=background", "fraiseql.migrate.sync.retry-pause=50ms")
                .run(context -> {
                    ApplicationAvailability availability = context.getBean(ApplicationAvailability.class);
                    SyncRunner runner = context.getBean(SyncRunner.class);
                    AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
                    await().atMost(Duration.ofSeconds(60)).until(() -> runner.state() == SyncRunner.State.FAILED);
                    assertThat(availability.getReadinessState()).isEqualTo(ReadinessState.REFUSING_TRAFFIC);
                    db.execute("UPDATE tb_comment SET content = 'mended' WHERE content = 'Comment 7'");
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
                    assertThat(runner.state()).isEqualTo(SyncRunner.State.DONE);
                    assertThat(runner.failures()).isEmpty();
                    assertThat(filled()).isEqualTo("50");
                });
    }

    @Test
    void withoutAPauseItIsNotTriedAgain() {
        aRowFails();
        application
                .withPropertyValues("fraiseql.migrate.sync.mode=background", "fraiseql.migrate.sync.retry-pause=0")
                .run(context -> {
                    SyncRunner runner = context.getBean(SyncRunner.class);
                    await().atMost(Duration.ofSeconds(60)).until(() -> runner.state() == SyncRunner.State.FAILED);
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> Thread.getAllStackTraces().keySet().stream()
                                    .noneMatch(thread -> thread.getName().equals("fraiseql-sync")));
                    assertThat(runner.failures()).hasSize(1);
                });
    }

    private void aRowFails() {
        migration(
                "002_a_row_fails.sql",
                "CREATE OR REPLACE VIEW v_comment AS SELECT id, jsonb_build_object('content', content,"
                        + " 'n', 1 / CASE content WHEN 'Comment 7' THEN 0 ELSE 1 END) AS data FROM tb_comment;");
    }

    @Test
    void shuttingDownCancelsTheBackgroundSyncAndTheNextStartGoesOn() {
        SlowHook.goOn = new CountDownLatch(1);
        application
                .withUserConfiguration(SlowHook.class)
                .withPropertyValues("fraiseql.migrate.sync.mode=background")
                .run(context ->
                        assertThat(context.getBean(SyncRunner.class).state()).isEqualTo(SyncRunner.State.RUNNING));
        SlowHook.goOn.countDown();
        application.run(context -> assertThat(filled()).isEqualTo("50"));
    }

    @Test
    void theEndpointShowsIt() {
        application
                .withConfiguration(AutoConfigurations.of(MigrationsEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=migrations")
                .run(context -> assertThat(context.getBean(MigrationsEndpoint.class)
                                .migrations()
                                .contexts()
                                .values())
                        .singleElement()
                        .satisfies(shown -> assertThat(
                                        Objects.requireNonNull(shown.sync()).state())
                                .isEqualTo(SyncRunner.State.DONE)));
    }

    @Test
    void theDefaultsAreThoseOfTheEngine() {
        assertThat(InitialSyncAutoConfiguration.options(FraiseqlMigratePropertiesTests.bind(Map.of())))
                .isEqualTo(SyncOptions.defaults());
    }

    /** As an application registers itself somewhere. */
    static final class Listening {

        private final List<String> told;

        Listening(List<String> told) {
            this.told = told;
        }

        @EventListener
        void on(AvailabilityChangeEvent<ReadinessState> event) {
            told.add(event.getState().name());
        }
    }

    private abstract static class CommentHook implements InitialSync {

        @Override
        public String entityType() {
            return "comment";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Hook {

        @Bean
        InitialSync comments() {
            return new CommentHook() {
                @Override
                public void synchronize(SyncContext context) {
                    JdbcClient.create(context.dataSource())
                            .sql("INSERT INTO tv_comment (id, data) SELECT id, '{\"by\": \"hook\"}' FROM tb_comment")
                            .update();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class FailingHook {

        @Bean
        InitialSync comments() {
            return new CommentHook() {
                @Override
                public void synchronize(SyncContext context) {
                    throw new IllegalStateException("not today");
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SlowHook {

        static CountDownLatch goOn = new CountDownLatch(1);

        @Bean
        InitialSync comments() {
            return new CommentHook() {
                @Override
                public void synchronize(SyncContext context) {
                    try {
                        while (!goOn.await(10, TimeUnit.MILLISECONDS)) {
                            context.checkCancelled();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
            };
        }
    }
}
