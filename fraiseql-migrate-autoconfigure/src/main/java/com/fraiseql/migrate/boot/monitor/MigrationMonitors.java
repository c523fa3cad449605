// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.Migrator;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is known about each Migrator bean: its runs in this process, and the database's last answer. */
public final class MigrationMonitors {

    private final Duration timeToLive;
    private final Clock clock;
    private final Map<String, RunTracker> trackers = new ConcurrentHashMap<>();
    private final Map<String, CachedStatus> statuses = new ConcurrentHashMap<>();

    /**
     * Creates it with nothing known.
     *
     * @param timeToLive how long an answer of the database is reused
     */
    public MigrationMonitors(Duration timeToLive) {
        this(timeToLive, Clock.systemUTC());
    }

    MigrationMonitors(Duration timeToLive, Clock clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    /** The listener that follows the runs of a Migrator bean. */
    public RunTracker tracker(String beanName) {
        return trackers.computeIfAbsent(beanName, name -> new RunTracker(clock));
    }

    /** The status of a Migrator bean, not older than the time to live unless the database does not answer. */
    public StatusSnapshot status(String beanName, Migrator migrator) {
        return statuses.computeIfAbsent(beanName, name -> new CachedStatus(timeToLive, clock, tracker(beanName)))
                .get(migrator);
    }
}
