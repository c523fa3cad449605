// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContext;

/**
 * Ends the process with exit code 0 once the migrations have run and the {@code tv_} tables are filled, before anything else of the
 * application starts. If either fails, the application does not start, and Java ends with exit code 1.
 */
public final class ExitAfterRun implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(ExitAfterRun.class);

    private final ApplicationContext context;
    private final IntConsumer exit;

    public ExitAfterRun(ApplicationContext context) {
        this(context, System::exit);
    }

    ExitAfterRun(ApplicationContext context, IntConsumer exit) {
        this.context = context;
        this.exit = exit;
    }

    @Override
    public void afterSingletonsInstantiated() {
        log.info("The migrations have run; exiting (fraiseql.migrate.exit-after-run)");
        exit.accept(SpringApplication.exit(context));
    }
}
