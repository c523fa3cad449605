// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.job;

import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.convert.ConversionService;
import org.springframework.util.ClassUtils;

/**
 * What the context of a job does where another one creates all of its beans:
 *
 * <ol>
 *   <li>It creates the {@link MigrationInitializer}, which migrates, with the beans that it needs and no other.
 *   <li>It fills the read tables.
 *   <li>It closes itself and ends the process with exit code 0. A failure is one of the start, as in any application:
 *       the process ends with exit code 1.
 * </ol>
 *
 * <p>So neither Hibernate nor a scheduler, a listener bean, a {@code SmartLifecycle} or a {@code LoadTimeWeaverAware}
 * bean is created.
 */
final class MigrationJob {

    private static final Logger log = LoggerFactory.getLogger(MigrationJob.class);
    private static final String JPA = "jakarta.persistence.EntityManagerFactory";

    private MigrationJob() {}

    /** Prevents listener beans from being created for the events of a job, including the one of its end. */
    static void withoutListenerBeans(ConfigurableListableBeanFactory beans) {
        beans.getBean(
                        AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME,
                        ApplicationEventMulticaster.class)
                .removeApplicationListenerBeans(name -> true);
    }

    /** Does the job. It returns only with an exception. */
    static void run(ConfigurableApplicationContext context) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        String[] initializers = beans.getBeanNamesForType(MigrationInitializer.class, true, false);
        if (initializers.length == 0) {
            throw new MigrateException(
                    FailureCode.BAD_CONFIGURATION,
                    "fraiseql.migrate.exit-after-run is set and there is nothing to migrate: no DataSource, no"
                            + " fraiseql.migrate.url, or fraiseql.migrate.enabled=false.",
                    "Configure the database, or start the application without fraiseql.migrate.exit-after-run.");
        }
        // before the definitions are frozen
        for (String initializer : initializers) {
            withoutJpa(beans, beans.getBeanDefinition(initializer));
        }
        prepare(beans, context);
        for (String initializer : initializers) {
            beans.getBean(initializer);
        }
        for (String runner : beans.getBeanNamesForType(SyncRunner.class, true, false)) {
            beans.getBean(runner, SyncRunner.class).afterSingletonsInstantiated();
        }
        log.info("The job is done; exiting (fraiseql.migrate.exit-after-run)");
        context.close();
        System.exit(0);
    }

    /** As every context does before it creates its beans. */
    private static void prepare(ConfigurableListableBeanFactory beans, ConfigurableApplicationContext context) {
        String conversion = ConfigurableApplicationContext.CONVERSION_SERVICE_BEAN_NAME;
        if (beans.containsBean(conversion) && beans.isTypeMatch(conversion, ConversionService.class)) {
            beans.setConversionService(beans.getBean(conversion, ConversionService.class));
        }
        if (!beans.hasEmbeddedValueResolver()) {
            beans.addEmbeddedValueResolver(text -> context.getEnvironment().resolvePlaceholders(text));
        }
        beans.setTempClassLoader(null);
        beans.freezeConfiguration();
    }

    /**
     * With {@code spring.jpa.defer-datasource-initialization} Spring Boot has everything wait for Hibernate, which a
     * job does not start.
     */
    private static void withoutJpa(ConfigurableListableBeanFactory beans, BeanDefinition initializer) {
        String[] before = initializer.getDependsOn();
        if (before == null || !ClassUtils.isPresent(JPA, beans.getBeanClassLoader())) {
            return;
        }
        Class<?> jpa = ClassUtils.resolveClassName(JPA, beans.getBeanClassLoader());
        initializer.setDependsOn(Arrays.stream(before)
                .filter(name -> !beans.isTypeMatch(name, jpa))
                .toArray(String[]::new));
    }
}
