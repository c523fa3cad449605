// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.endpoint;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.cascade.CascadeMonitor;
import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.context.ApplicationContext;

/**
 * Shows every migration of every {@link Migrator} bean. It only reads, never takes the mutex, and asks the database at
 * most once per {@code fraiseql.migrate.endpoint.cache-time-to-live}.
 */
@Endpoint(id = "migrations")
public class MigrationsEndpoint {

    // no migration is called so, since a version begins with a number or R_
    private static final String PROJECTIONS = "projections";
    private static final String CASCADE = "cascade";

    private final ApplicationContext context;
    private final MigrationMonitors monitors;
    private final boolean showSql;

    /**
     * Creates the endpoint.
     *
     * @param context the context whose beans, and whose parents' beans, are shown
     * @param monitors what is known about them
     * @param showSql whether SQL and the server's messages may be shown
     */
    public MigrationsEndpoint(ApplicationContext context, MigrationMonitors monitors, boolean showSql) {
        this.context = context;
        this.monitors = monitors;
        this.showSql = showSql;
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
                        name, MigratorDescriptor.of(monitors.status(name, migrator), monitors.tracker(name))));
        ApplicationContext parent = target.getParent();
        SyncRunner runner = target.getBeanProvider(SyncRunner.class).getIfAvailable();
        return new ContextDescriptor(
                beans, runner == null ? null : SyncDescriptor.of(runner), parent == null ? null : parent.getId());
    }

    /**
     * One migration with its units, its durations and its last error, by context and bean; or, by context, the read
     * tables and whether they are maintained incrementally, or the cascade rules.
     *
     * @param version as the list shows it, or its number; {@code projections} for the read tables, {@code cascade} for
     *     the rules
     * @return {@code null}, which is "not found", if no bean has it
     */
    @ReadOperation
    @RegisterReflectionForBinding({MigrationDetailsByContext.class, ProjectionsByContext.class, CascadeByContext.class})
    public @Nullable OperationResponseBody migration(@Selector String version) {
        return switch (version) {
            case PROJECTIONS -> projections();
            case CASCADE -> cascade();
            default -> details(version);
        };
    }

    private @Nullable CascadeByContext cascade() {
        Map<@Nullable String, Map<String, CascadeDescriptor>> contexts = new LinkedHashMap<>();
        for (ApplicationContext target = context; target != null; target = target.getParent()) {
            for (CascadeMonitor monitor :
                    target.getBeansOfType(CascadeMonitor.class).values()) {
                contexts.put(target.getId(), Map.of(CASCADE, CascadeDescriptor.of(monitor)));
            }
        }
        return contexts.isEmpty() ? null : new CascadeByContext(contexts);
    }

    private @Nullable ProjectionsByContext projections() {
        Map<@Nullable String, Map<String, ProjectionsDescriptor>> contexts = new LinkedHashMap<>();
        for (ApplicationContext target = context; target != null; target = target.getParent()) {
            for (IvmMonitor monitor : target.getBeansOfType(IvmMonitor.class).values()) {
                contexts.put(target.getId(), Map.of(PROJECTIONS, ProjectionsDescriptor.of(monitor)));
            }
        }
        return contexts.isEmpty() ? null : new ProjectionsByContext(contexts);
    }

    private @Nullable MigrationDetailsByContext details(String version) {
        Map<@Nullable String, Map<String, Map<String, MigrationDetailsDescriptor>>> contexts = new LinkedHashMap<>();
        for (ApplicationContext target = context; target != null; target = target.getParent()) {
            Map<String, MigrationDetailsDescriptor> beans = new LinkedHashMap<>();
            target.getBeansOfType(Migrator.class)
                    .forEach((name, migrator) -> monitors.details(name, migrator, version)
                            .ifPresent(details -> beans.put(name, MigrationDetailsDescriptor.of(details, showSql))));
            if (!beans.isEmpty()) {
                contexts.put(target.getId(), Map.of("migrationBeans", beans));
            }
        }
        return contexts.isEmpty() ? null : new MigrationDetailsByContext(contexts);
    }
}
