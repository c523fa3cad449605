// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.MigrationDetails;
import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.source.Versions;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known about each Migrator bean: its runs in this process, and the database's last answer. */
public final class MigrationMonitors {

    private final Duration timeToLive;
    private final Set<String> databases;
    private final Clock clock;
    private final Map<String, RunTracker> trackers = new ConcurrentHashMap<>();
    private final Map<String, CachedStatus> statuses = new ConcurrentHashMap<>();
    private final Map<String, CachedDetails> details = new ConcurrentHashMap<>();

    /**
     * Creates it with nothing known.
     *
     * @param timeToLive how long an answer of the database is reused
     * @param databases the names below {@code fraiseql.migrate.databases}
     */
    public MigrationMonitors(Duration timeToLive, Set<String> databases) {
        this(timeToLive, databases, Clock.systemUTC());
    }

    MigrationMonitors(Duration timeToLive, Set<String> databases, Clock clock) {
        this.timeToLive = timeToLive;
        this.databases = Set.copyOf(databases);
        this.clock = clock;
    }

    /** The listener that follows the runs of a Migrator bean. */
    public RunTracker tracker(String beanName) {
        return trackers.computeIfAbsent(beanName, name -> new RunTracker(clock, MigratorNames.named(name, databases)));
    }

    /** The status of a Migrator bean, not older than the time to live unless the database does not answer. */
    public StatusSnapshot status(String beanName, Migrator migrator) {
        return statuses.computeIfAbsent(beanName, name -> new CachedStatus(timeToLive, clock, tracker(beanName)))
                .get(migrator);
    }

    /**
     * Everything about one migration, read at most once per time to live.
     *
     * @param version as the status shows it, or its number
     * @return empty if the bean does not have it
     */
    public Optional<MigrationDetails> details(String beanName, Migrator migrator, String version) {
        boolean known = Optional.ofNullable(status(beanName, migrator).status()).stream()
                .flatMap(status -> status.migrations().stream())
                .anyMatch(migration -> Versions.matches(version, migration.version()));
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(details.computeIfAbsent(beanName, name -> new CachedDetails(timeToLive, clock))
                .get(migrator, version));
    }
}
