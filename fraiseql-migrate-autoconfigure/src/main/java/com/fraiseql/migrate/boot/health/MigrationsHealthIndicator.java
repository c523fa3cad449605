// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.health;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.monitor.StatusSnapshot;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.report.MigrationState;
import com.fraiseql.migrate.report.MigrationStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up while every migration of this release is applied. Out of service while some are pending, incomplete or half rolled
 * back, down while the database cannot be asked. Changed or missing files that the policies let pass are details only.
 *
 * <p>Do not put it into the liveness group: restarting the application does not apply anything that this start has not.
 */
public class MigrationsHealthIndicator extends AbstractHealthIndicator {

    private final Map<String, Migrator> migrators;
    private final MigrationMonitors monitors;

    /**
     * Creates the indicator.
     *
     * @param migrators the engines by bean name
     * @param monitors what is known about them
     */
    public MigrationsHealthIndicator(Map<String, Migrator> migrators, MigrationMonitors monitors) {
        super("The migrations could not be checked");
        this.migrators = Map.copyOf(migrators);
        this.monitors = monitors;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        boolean down = false;
        boolean outOfService = false;
        for (Map.Entry<String, Migrator> entry : new TreeMap<>(migrators).entrySet()) {
            StatusSnapshot snapshot = monitors.status(entry.getKey(), entry.getValue());
            builder.withDetail(entry.getKey(), details(snapshot));
            Status status = snapshot.status();
            down |= status == null;
            outOfService |= status != null && !status.upToDate();
        }
        if (down) {
            builder.down();
        } else if (outOfService) {
            builder.outOfService();
        }
    }

    private static Map<String, Object> details(StatusSnapshot snapshot) {
        Map<String, Object> details = new LinkedHashMap<>();
        Status status = snapshot.status();
        if (status == null) {
            details.put("error", Objects.requireNonNull(snapshot.failure()).what());
            return details;
        }
        details.put("migrations", status.migrations().size());
        details.put("pending", status.pending().size());
        MigrateException problem = status.problem();
        if (problem != null) {
            details.put("problem", problem.what());
        }
        put(details, "incomplete", status, MigrationState.INCOMPLETE);
        put(details, "rollingBack", status, MigrationState.ROLLING_BACK);
        put(details, "changed", status, MigrationState.CHANGED);
        put(details, "missing", status, MigrationState.MISSING);
        return details;
    }

    private static void put(Map<String, Object> details, String name, Status status, MigrationState state) {
        List<String> versions = status.migrations().stream()
                .filter(migration -> migration.state() == state)
                .map(MigrationStatus::version)
                .toList();
        if (!versions.isEmpty()) {
            details.put(name, versions);
        }
    }
}
