// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import com.fraiseql.migrate.boot.MigrationInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process with exit code 0 once the migrations have run and the {@code tv_} tables are filled, before anything
 * else of the application starts, where {@code fraiseql.migrate.exit-after-run} became known too late for a context
 * that creates nothing else: in a {@code @PropertySource}, for instance. Otherwise {@link MigrationJob} has ended the
 * process before.
 */
public final class ExitAfterRun implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ExitAfterRun.class);

    private final ApplicationContext context;
    private final boolean enabled;

    /**
     * Creates the bean.
     *
     * @param context the context, which is closed before the process ends
     * @param enabled whether the job mode is on
     */
    public ExitAfterRun(ApplicationContext context, boolean enabled) {
        this.context = context;
        this.enabled = enabled;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (!enabled) {
            return;
        }
        // in case the application's own initializer is lazy
        context.getBeansOfType(MigrationInitializer.class);
        log.warn("The job is done; exiting. fraiseql.migrate.exit-after-run was set so late that every bean of the "
                + "application was created; set it in application.properties, in the environment or as an argument.");
        System.exit(SpringApplication.exit(context));
    }
}
