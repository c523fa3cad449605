// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import com.fraiseql.migrate.boot.MigrationInitializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process with exit code 0 once the migrations have run and the {@code tv_} tables are filled, before anything else of the
 * application starts. If either fails, the application does not start, and Java ends with exit code 1.
 *
 * <p>Whether it does is asked when the application starts: an image that has been processed ahead of time is a job in one
 * place and the application in another.
 */
public final class ExitAfterRun implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ExitAfterRun.class);

    private final ApplicationContext context;
    private final boolean enabled;

    /**
     * Creates the bean.
     *
     * @param context what is closed before the process ends
     * @param enabled whether anything is done at all
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
        // in case that the application has made its own initializer lazy
        context.getBeansOfType(MigrationInitializer.class);
        log.info("The migrations have run; exiting (fraiseql.migrate.exit-after-run)");
        System.exit(SpringApplication.exit(context));
    }
}
