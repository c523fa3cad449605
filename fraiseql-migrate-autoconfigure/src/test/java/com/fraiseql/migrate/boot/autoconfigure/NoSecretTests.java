// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.DatabaseTest;
import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.boot.event.MigrationEvent;
import com.fraiseql.migrate.boot.health.MigrationsHealthIndicator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationTextPublisher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Configuration;

/** A password in a migration is neither in the log, the failure analysis nor at the endpoint. */
@ExtendWith(OutputCaptureExtension.class)
class NoSecretTests extends DatabaseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE ROLE nobody_here PASSWORD\n  $$hunter2$$ NOPE;",
                "DO $$ BEGIN EXECUTE format('ALTER ROLE nobody_here PASSWORD %L', 'hunter2'); END $$;",
                "DO $$ BEGIN RAISE WARNING 'PASSWORD ''hunter2'''; RAISE 'PASSWORD ''hunter2'''; END $$;",
                "CREATE ROLE nobody_here PASSWORD 'hunter2;"
            })
    void aFailedStartDoesNotShowIt(String sql, CapturedOutput output) {
        migration("001_roles.sql", sql);
        List<String> arguments = new ArrayList<>(List.of(dataSource()));
        arguments.add(locations());
        arguments.addAll(List.of("logging.level.com.fraiseql=debug", "debug=true", "spring.main.banner-mode=off"));
        Throwable failure = catchThrowable(() -> new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(arguments.stream().map(argument -> "--" + argument).toArray(String[]::new))
                .close());
        assertThat(failure).isNotNull();
        assertThat(output.toString())
                .contains("001_roles.sql", "APPLICATION FAILED TO START", "*******")
                .doesNotContain("hunter2");
    }

    @Test
    void theEndpointDoesNotShowIt(CapturedOutput output) {
        String role = db.name() + "_r";
        migration(
                "001_roles.sql",
                "CREATE ROLE " + role + " PASSWORD E'hunter2';\nDROP ROLE " + role
                        + ";\n-- Rollback:\n-- CREATE ROLE x PASSWORD 'hunter2';");
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        FraiseqlMigrateAutoConfiguration.class,
                        MigrationsEndpointAutoConfiguration.class))
                .withPropertyValues(dataSource())
                .withPropertyValues(
                        locations(),
                        "management.endpoints.web.exposure.include=migrations",
                        "fraiseql.migrate.endpoint.show-sql=true",
                        "logging.level.com.fraiseql=debug")
                .run(context -> assertThat(String.valueOf(
                                context.getBean(MigrationsEndpoint.class).migration("001_roles")))
                        .contains("CREATE ROLE", "*******")
                        .doesNotContain("hunter2"));
        assertThat(output.toString()).doesNotContain("hunter2");
    }

    @Test
    void healthEventsMetersAndObservationsDoNotShowIt(CapturedOutput output) {
        migration("001_users.sql", "CREATE TABLE tb_user (id int);");
        List<Object> events = new CopyOnWriteArrayList<>();
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationTextPublisher(events::add));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        FraiseqlMigrateAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        MigrationMetricsAutoConfiguration.class,
                        MigrationObservationAutoConfiguration.class,
                        MigrationsEndpointAutoConfiguration.class,
                        MigrationsHealthContributorAutoConfiguration.class))
                .withBean(SimpleMeterRegistry.class)
                .withBean(ObservationRegistry.class, () -> observations)
                .withPropertyValues(dataSource())
                .withPropertyValues(locations(), "management.endpoints.web.exposure.include=migrations")
                .withInitializer(context -> context.addApplicationListener(event ->
                        events.add(event instanceof PayloadApplicationEvent<?> own ? own.getPayload() : event)))
                .run(context -> {
                    migration("002_roles.sql", "CREATE ROLE nobody_here PASSWORD\n  $$hunter2$$ NOPE;");
                    Throwable failure =
                            catchThrowable(() -> context.getBean(Migrator.class).up());
                    assertThat(String.valueOf(failure)).contains("nope").doesNotContain("hunter2");
                    assertThat(events).hasAtLeastOneElementOfType(MigrationEvent.RunFailed.class);
                    StringWriter everything = new StringWriter();
                    for (Object event : events) {
                        everything.append(event.toString()).append('\n');
                        if (event instanceof MigrationEvent.RunFailed failed) {
                            failed.failure().printStackTrace(new PrintWriter(everything));
                        }
                    }
                    everything.append(Objects.requireNonNull(context.getBean(MigrationsHealthIndicator.class)
                                    .health())
                            .toString());
                    everything.append(String.valueOf(
                            context.getBean(MigrationsEndpoint.class).migrations()));
                    context.getBean(SimpleMeterRegistry.class)
                            .getMeters()
                            .forEach(meter -> everything.append(meter.getId().toString()));
                    assertThat(everything.toString())
                            .contains("002_roles", "fraiseql.migrate.runs", "STOP - name='fraiseql.migrate.run'")
                            .doesNotContain("hunter2");
                });
        // the server logs the statement that failed, and an embedded one does so here
        assertThat(output.toString().lines())
                .filteredOn(line -> !line.contains("EmbeddedPostgres"))
                .noneMatch(line -> line.contains("hunter2"));
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, FraiseqlMigrateAutoConfiguration.class})
    static class Application {}
}
