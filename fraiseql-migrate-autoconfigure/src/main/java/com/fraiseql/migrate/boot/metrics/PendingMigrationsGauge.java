// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.Set;

/** How many migrations are pending; NaN while the database cannot be asked. It asks no more often than the endpoint. */
public final class PendingMigrationsGauge implements MeterBinder {

    private final Map<String, Migrator> migrators;
    private final MigrationMonitors monitors;
    private final Set<String> databases;

    /**
     * Creates the gauges.
     *
     * @param migrators the engines by bean name
     * @param monitors what is known about them
     * @param databases the names below {@code fraiseql.migrate.databases}
     */
    public PendingMigrationsGauge(Map<String, Migrator> migrators, MigrationMonitors monitors, Set<String> databases) {
        this.migrators = Map.copyOf(migrators);
        this.monitors = monitors;
        this.databases = Set.copyOf(databases);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        migrators.forEach((name, migrator) -> Gauge.builder("fraiseql.migrate.pending", () -> pending(name, migrator))
                .description("Migrations that are not applied yet")
                .tag("database", MigratorNames.database(name, databases))
                .register(registry));
    }

    private double pending(String name, Migrator migrator) {
        Status status = monitors.status(name, migrator).status();
        return status == null ? Double.NaN : status.pending().size();
    }
}
