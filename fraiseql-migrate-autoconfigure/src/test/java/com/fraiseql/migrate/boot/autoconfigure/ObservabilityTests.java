// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.event.MigrationEvent;
import com.fraiseql.migrate.boot.health.MigrationsHealthIndicator;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.monitor.RunState;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.options.DownOptions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.application.AvailabilityHealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

class ObservabilityTests extends DatabaseTest {

    private ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceAutoConfiguration.class,
                    FraiseqlMigrateAutoConfiguration.class,
                    MetricsAutoConfiguration.class,
                    MigrationMetricsAutoConfiguration.class,
                    MigrationObservationAutoConfiguration.class,
                    MigrationsHealthContributorAutoConfiguration.class,
                    MigrationsInfoContributorAutoConfiguration.class));

    @BeforeEach
    void twoMigrations() {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        migration("002_posts.sql", "CREATE TABLE tb_post (id int);");
        application = application.withPropertyValues(locations()).withPropertyValues(dataSource());
    }

    @Test
    void healthIsUpWhenEverythingIsApplied() {
        application.run(context -> {
            Health health = health(context.getBean(MigrationsHealthIndicator.class));
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("migrator", Map.of("migrations", 2, "pending", 0));
        });
    }

    @Test
    void healthIsOutOfServiceWhileMigrationsArePending() {
        application.withPropertyValues("fraiseql.migrate.mode=off").run(context -> {
            Health health = health(context.getBean(MigrationsHealthIndicator.class));
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails().toString()).contains("pending=2");
        });
    }

    @Test
    void whatIsPendingNeverMakesAPlatformRestartTheApplication() {
        application
                .withConfiguration(AutoConfigurations.of(
                        ApplicationAvailabilityAutoConfiguration.class,
                        AvailabilityHealthContributorAutoConfiguration.class,
                        AvailabilityProbesAutoConfiguration.class,
                        HealthContributorRegistryAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class,
                        InitialSyncAutoConfiguration.class))
                .withPropertyValues("management.endpoint.health.probes.enabled=true", "fraiseql.migrate.mode=off")
                .run(context -> {
                    // as SpringApplication says it
                    AvailabilityChangeEvent.publish(context, LivenessState.CORRECT);
                    HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
                    assertThat(Objects.requireNonNull(endpoint.health()).getStatus())
                            .isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(Objects.requireNonNull(endpoint.healthForPath("migrations"))
                                    .getStatus())
                            .isEqualTo(Status.OUT_OF_SERVICE);
                    assertThat(Objects.requireNonNull(endpoint.healthForPath("liveness"))
                                    .getStatus())
                            .isEqualTo(Status.UP);
                    HealthEndpointGroups groups = context.getBean(HealthEndpointGroups.class);
                    HealthEndpointGroup liveness = Objects.requireNonNull(groups.get("liveness"));
                    assertThat(liveness.isMember("livenessState")).isTrue();
                    assertThat(liveness.isMember("migrations")).isFalse();
                    assertThat(liveness.isMember("sync")).isFalse();
                    assertThat(groups.getPrimary().isMember("sync")).isTrue();
                });
    }

    @Test
    void healthNamesAMigrationThatIsHalfDone() {
        migration("003_half.sql", "BEGIN; CREATE TABLE half (id int); COMMIT; SELECT 1/0;");
        application.run(context -> assertThat(context).hasFailed());

        application.withPropertyValues("fraiseql.migrate.mode=off").run(context -> {
            Health health = health(context.getBean(MigrationsHealthIndicator.class));
            assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(health.getDetails().toString()).contains("incomplete=[003_half]");
        });
    }

    @Test
    void healthIsDownWhenTheDatabaseIsGone() {
        application
                .withPropertyValues(
                        "fraiseql.migrate.mode=off",
                        "fraiseql.migrate.url=jdbc:postgresql://localhost:1/nothing?password=sesame")
                .run(context -> {
                    Health health = health(context.getBean(MigrationsHealthIndicator.class));
                    assertThat(health.getStatus()).isEqualTo(Status.DOWN);
                    assertThat(health.getDetails().toString())
                            .contains("error=")
                            .doesNotContain("sesame");
                });
    }

    @Test
    void healthCanBeSwitchedOff() {
        application
                .withPropertyValues("management.health.migrations.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(MigrationsHealthIndicator.class));
    }

    @Test
    void infoSaysTheVersion() {
        application.run(context -> {
            Info.Builder info = new Info.Builder();
            context.getBean(InfoContributor.class).contribute(info);
            assertThat(info.build().getDetails())
                    .containsEntry("migrations", Map.of("migrator", Map.of("version", "002_posts", "pending", 0)));
        });
    }

    @Test
    void metersTellTheRunEvenIfTheRegistryComesAfterIt() {
        application.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("fraiseql.migrate.runs")
                            .tags("database", "main", "outcome", "success")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("fraiseql.migrate.duration")
                            .tags("version", "001_users", "direction", "up")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("fraiseql.migrate.pending").gauge().value()).isZero();
            assertThat(meters.get("fraiseql.migrate.last.success").timeGauge().value())
                    .isPositive();
            assertThat(meters.get("fraiseql.migrate.lock.retries").counter().count())
                    .isZero();
            assertThat(meters.get("fraiseql.migrate.mutex.waits").counter().count())
                    .isZero();
        });
    }

    @Test
    void everyMeterIsThereAfterAStartThatHadNothingToDoWithOneTagForTheDatabase() {
        application.run(context -> assertThat(context).hasNotFailed());
        application.withBean(SimpleMeterRegistry.class).run(context -> {
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            for (String name : List.of("runs", "pending", "lock.retries", "mutex.waits", "last.success")) {
                assertThat(meters.get("fraiseql.migrate." + name)
                                .tag("database", "main")
                                .meters())
                        .as(name)
                        .isNotEmpty();
            }
            assertThat(meters.get("fraiseql.migrate.last.success").timeGauge().value())
                    .isPositive();
        });
    }

    @Test
    void everyRunAndEveryMigrationIsObserved() {
        application
                .withBean(TestObservationRegistry.class, TestObservationRegistry::create)
                .run(context -> TestObservationRegistryAssert.assertThat(context.getBean(TestObservationRegistry.class))
                        .hasNumberOfObservationsWithNameEqualTo("fraiseql.migrate.run", 1)
                        .hasNumberOfObservationsWithNameEqualTo("fraiseql.migrate.migration", 2)
                        .hasObservationWithNameEqualTo("fraiseql.migrate.migration")
                        .that()
                        .hasParentObservation()
                        .hasBeenStopped());
    }

    @Test
    void everyRunAndEveryMigrationIsAStartupStep() {
        BufferingApplicationStartup startup = new BufferingApplicationStartup(1000);
        application
                .withInitializer(context -> context.setApplicationStartup(startup))
                .run(context -> assertThat(startup.getBufferedTimeline().getEvents())
                        .extracting(event -> event.getStartupStep().getName())
                        .contains("fraiseql.migrate.run", "fraiseql.migrate.migration"));
    }

    @Test
    void eventListenersHearOfTheRunAtStartup() {
        application
                .withUserConfiguration(Listening.class)
                .run(context -> assertThat(context.getBean(Listening.class).heard)
                        .containsExactly("RunStarted", "MigrationDone", "MigrationDone", "RunCompleted"));
    }

    @Test
    void aFailureIsPublishedToApplicationListeners() {
        migration("003_broken.sql", "SELECT 1/0;");
        List<String> heard = new ArrayList<>();
        application
                .withInitializer(
                        context -> context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<Object>>)
                                event -> heard.add(event.getPayload().getClass().getSimpleName())))
                .run(context -> assertThat(context).hasFailed());
        assertThat(heard).contains("RunFailed");
    }

    @Test
    void aRunThatFailsBeforeItBeginsIsPublishedOnce() {
        migration("2_again.sql", "SELECT 1;");
        List<String> heard = new ArrayList<>();
        application
                .withInitializer(
                        context -> context.addApplicationListener((ApplicationListener<PayloadApplicationEvent<Object>>)
                                event -> heard.add(event.getPayload().toString())))
                .run(context -> assertThat(context).hasFailed());
        assertThat(heard)
                .filteredOn(event -> event.contains("RunFailed"))
                .singleElement(STRING)
                .contains("002_posts");
        assertThat(heard).noneMatch(event -> event.contains("RunStarted"));
    }

    @Test
    void aRunThatFailsBeforeItBeginsCountsAsAFailedRun() {
        application.withBean(SimpleMeterRegistry.class).run(context -> {
            migration("2_again.sql", "SELECT 1;");
            Migrator migrator = context.getBean(Migrator.class);
            assertThatThrownBy(migrator::up).isInstanceOf(MigrateException.class);
            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(runs(meters, "failure")).isEqualTo(1);
            assertThat(runs(meters, "success")).isEqualTo(1);
            RunState state =
                    context.getBean(MigrationMonitors.class).tracker("migrator").state();
            assertThat(Objects.requireNonNull(state.last()).success()).isFalse();
            assertThat(Objects.requireNonNull(state.failure()).code()).isEqualTo(FailureCode.DUPLICATE_VERSION);
        });
    }

    @Test
    void aRollbackThatGoesWellIsASuccessWhateverWasBefore() {
        migration("003_last.sql", "CREATE TABLE tb_last (id int);\n-- Rollback:\n-- DROP TABLE tb_last;");
        application.withBean(SimpleMeterRegistry.class).run(context -> {
            Migrator migrator = context.getBean(Migrator.class);
            migration("004_broken.sql", "SELECT 1/0;");
            assertThatThrownBy(migrator::up).isInstanceOf(MigrateException.class);
            migrator.down(DownOptions.steps(1));
            RunState state =
                    context.getBean(MigrationMonitors.class).tracker("migrator").state();
            assertThat(Objects.requireNonNull(state.last()).success()).isTrue();
            assertThat(state.failure()).isNull();
            assertThat(runs(context.getBean(MeterRegistry.class), "failure")).isEqualTo(1);
            assertThat(runs(context.getBean(MeterRegistry.class), "success")).isEqualTo(2);
        });
    }

    private static double runs(MeterRegistry meters, String outcome) {
        return meters.get("fraiseql.migrate.runs")
                .tags("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void withoutActuatorAndMicrometerItStillRuns() {
        new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(
                        "org.springframework.boot.actuate", "org.springframework.boot.health", "io.micrometer"))
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class))
                .withPropertyValues(locations())
                .withPropertyValues(dataSource())
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(tables()).containsExactly("tb_post", "tb_user");
    }

    private static Health health(MigrationsHealthIndicator indicator) {
        return Objects.requireNonNull(indicator.health());
    }

    @Configuration(proxyBeanMethods = false)
    static class Listening {

        private final List<String> heard = new ArrayList<>();

        @EventListener
        void on(MigrationEvent event) {
            heard.add(event.getClass().getSimpleName());
        }
    }
}
