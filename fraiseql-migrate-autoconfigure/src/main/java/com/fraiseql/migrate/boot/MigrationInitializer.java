// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.UpResult;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.Ordered;

/**
 * Brings the schema up to date while the application context is being built. Spring Boot makes everything that uses the
 * database depend on this bean, so the order is: this bean, then SQL scripts, JPA, JDBC, jOOQ, Quartz,
 * Session, Batch, then the web server.
 *
 * <p>It runs every {@link Migrator} bean, in bean order, auto-configured or not.
 * A failure ends the start of the application. If the process is asked to end while migrations run, the running
 * statement is cancelled on the server, and the next start goes on from there.
 */
public class MigrationInitializer implements InitializingBean, Ordered {

    private static final Logger log = LoggerFactory.getLogger(MigrationInitializer.class);

    private final Map<String, Migrator> migrators;
    private final Function<String, MigrationMode> modes;
    private final @Nullable MigrationStrategy strategy;
    private final Set<String> databases;
    private int order;

    /**
     * Creates the initializer.
     *
     * @param migrators the engines by bean name, in the order in which they run
     * @param modes what to do for the engine of a bean name
     * @param strategy the application's replacement, if there is one
     */
    public MigrationInitializer(
            Map<String, Migrator> migrators,
            Function<String, MigrationMode> modes,
            @Nullable MigrationStrategy strategy) {
        this(migrators, modes, strategy, Set.of());
    }

    /**
     * Creates the initializer, which names the database in a failure.
     *
     * @param migrators the engines by bean name, in the order in which they run
     * @param modes what to do for the engine of a bean name
     * @param strategy the application's replacement, if there is one
     * @param databases the names below {@code fraiseql.migrate.databases}
     */
    public MigrationInitializer(
            Map<String, Migrator> migrators,
            Function<String, MigrationMode> modes,
            @Nullable MigrationStrategy strategy,
            Set<String> databases) {
        this.databases = Set.copyOf(databases);
        this.migrators = migrators;
        this.modes = modes;
        this.strategy = strategy;
    }

    @Override
    public void afterPropertiesSet() {
        for (Map.Entry<String, Migrator> migrator : migrators.entrySet()) {
            run(migrator.getKey(), migrator.getValue());
        }
    }

    private void run(String beanName, Migrator migrator) {
        try {
            CancelOnShutdown.run(migrator::cancel, () -> migrate(beanName, migrator));
        } catch (MigrateException e) {
            e.fullDetail()
                    .filter(all -> !all.equals(e.detail().orElse(null)))
                    .ifPresent(all -> log.debug("{}: {}\n{}", beanName, e.what(), all));
            throw NamedDatabase.failure(e, MigratorNames.named(beanName, databases));
        }
    }

    private void migrate(String beanName, Migrator migrator) {
        if (strategy != null) {
            strategy.migrate(migrator);
            log.info("{}: the application's own MigrationStrategy has run", beanName);
            return;
        }
        switch (modes.apply(beanName)) {
            case UP -> {
                @Nullable UpResult result = migrator.up();
                if (result == null) {
                    log.info("{}: up() has returned nothing, as a mock does; nothing is known to be applied", beanName);
                    return;
                }
                result.warnings().forEach(warning -> log.warn("{}: {}", beanName, warning));
                log.info("{}: {}", beanName, Summary.of(result));
            }
            case VALIDATE -> {
                migrator.validate().forEach(warning -> log.warn("{}: {}", beanName, warning));
                log.info("{}: the schema is valid and up to date (mode validate, nothing was applied)", beanName);
            }
            case OFF -> log.info("{}: migrations are not run at startup (fraiseql.migrate.mode=off)", beanName);
        }
    }

    @Override
    public int getOrder() {
        return order;
    }

    public void setOrder(int order) {
        this.order = order;
    }
}
