// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.context.ApplicationContext;

/**
 * Shows every migration of every {@link Migrator} bean. It only reads, never takes the mutex, and asks the database at
 * most once per {@code fraiseql.migrate.endpoint.cache-time-to-live}.
 */
@Endpoint(id = "migrations")
public class MigrationsEndpoint {

    private final ApplicationContext context;
    private final MigrationMonitors monitors;

    /**
     * Creates the endpoint.
     *
     * @param context the context whose beans, and whose parents' beans, are shown
     * @param monitors what is known about them
     */
    public MigrationsEndpoint(ApplicationContext context, MigrationMonitors monitors) {
        this.context = context;
        this.monitors = monitors;
    }

    /** Every migration, by context and bean. */
    @ReadOperation
    public MigrationsDescriptor migrations() {
        Map<@Nullable String, ContextDescriptor> contexts = new LinkedHashMap<>();
        for (ApplicationContext target = context; target != null; target = target.getParent()) {
            contexts.put(target.getId(), describe(target));
        }
        return new MigrationsDescriptor(contexts);
    }

    private ContextDescriptor describe(ApplicationContext target) {
        Map<String, MigratorDescriptor> beans = new LinkedHashMap<>();
        target.getBeansOfType(Migrator.class)
                .forEach((name, migrator) -> beans.put(
                        name,
                        MigratorDescriptor.of(
                                monitors.status(name, migrator),
                                monitors.tracker(name).state())));
        ApplicationContext parent = target.getParent();
        SyncRunner runner = target.getBeanProvider(SyncRunner.class).getIfAvailable();
        return new ContextDescriptor(
                beans, runner == null ? null : SyncDescriptor.of(runner), parent == null ? null : parent.getId());
    }
}
