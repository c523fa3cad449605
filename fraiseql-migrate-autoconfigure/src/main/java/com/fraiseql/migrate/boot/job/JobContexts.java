// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Makes the context of a job: that of an application without web server, but for what it does when its beans would be
 * created. Making all beans lazy is not enough, since Spring creates those that are {@code LoadTimeWeaverAware},
 * Hibernate's among them, whether they are lazy or not.
 */
final class JobContexts implements ApplicationContextFactory {

    @Override
    public ConfigurableApplicationContext create(@Nullable WebApplicationType type) {
        return AotDetector.useGeneratedArtifacts() ? new Processed() : new Annotated();
    }

    private static final class Annotated extends AnnotationConfigApplicationContext {

        @Override
        protected void registerListeners() {
            super.registerListeners();
            MigrationJob.withoutListenerBeans(getBeanFactory());
        }

        @Override
        protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beans) {
            MigrationJob.run(this);
        }
    }

    /** Of an application that has been processed ahead of time. */
    private static final class Processed extends GenericApplicationContext {

        @Override
        protected void registerListeners() {
            super.registerListeners();
            MigrationJob.withoutListenerBeans(getBeanFactory());
        }

        @Override
        protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beans) {
            MigrationJob.run(this);
        }
    }
}
