// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Turns the application into a job if {@code fraiseql.migrate.exit-after-run} is set: no web server, and only the beans
 * that the migrations need. An application processed ahead of time stays both; the property decides when it starts.
 */
class ExitAfterRunEnvironmentPostProcessor implements EnvironmentPostProcessor, Ordered {

    static final String PROPERTY = "fraiseql.migrate.exit-after-run";

    private static final Map<String, Object> JOB = Map.of("spring.main.web-application-type", "none");

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        boolean processing = Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING);
        if (!processing && environment.getProperty(PROPERTY, Boolean.class, false)) {
            environment.getPropertySources().addFirst(new MapPropertySource("fraiseqlMigrateJob", JOB));
            application.setApplicationContextFactory(new JobContexts());
        }
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
