// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.info;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.report.MigrationStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Contributes the version of each schema. */
public class MigrationsInfoContributor implements InfoContributor {

    private final Map<String, Migrator> migrators;
    private final MigrationMonitors monitors;

    /**
     * Creates the contributor.
     *
     * @param migrators the engines by bean name
     * @param monitors what is known about them
     */
    public MigrationsInfoContributor(Map<String, Migrator> migrators, MigrationMonitors monitors) {
        this.migrators = Map.copyOf(migrators);
        this.monitors = monitors;
    }

    @Override
    public void contribute(Info.Builder builder) {
        Map<String, Object> schemas = new LinkedHashMap<>();
        migrators.forEach((name, migrator) -> {
            Status status = monitors.status(name, migrator).status();
            if (status != null) {
                schemas.put(name, describe(status));
            }
        });
        builder.withDetail("migrations", schemas);
    }

    private static Map<String, Object> describe(Status status) {
        Map<String, Object> details = new LinkedHashMap<>();
        status.migrations().stream()
                .filter(migration -> !migration.repeatable() && migration.rank() != null)
                .max(Comparator.comparing(migration -> Objects.requireNonNull(migration.rank())))
                .map(MigrationStatus::version)
                .ifPresent(version -> details.put("version", version));
        details.put("pending", status.pending().size());
        return details;
    }
}
