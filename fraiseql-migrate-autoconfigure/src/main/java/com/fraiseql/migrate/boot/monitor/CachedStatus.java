// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks one Migrator for its status, at most once per time to live and once at a time, however many callers there are. */
final class CachedStatus {

    private final Duration timeToLive;
    private final Clock clock;
    private final RunTracker tracker;
    private @Nullable StatusSnapshot snapshot;
    private long changesSeen;

    CachedStatus(Duration timeToLive, Clock clock, RunTracker tracker) {
        this.timeToLive = timeToLive;
        this.clock = clock;
        this.tracker = tracker;
    }

    /** Callers that come while the database is being asked wait for that answer. */
    synchronized StatusSnapshot get(Migrator migrator) {
        long changes = tracker.changes();
        StatusSnapshot known = snapshot;
        if (known != null
                && changes == changesSeen
                && known.readAt().plus(timeToLive).isAfter(clock.instant())) {
            return known;
        }
        StatusSnapshot fresh = read(migrator);
        snapshot = fresh;
        changesSeen = changes;
        return fresh;
    }

    private StatusSnapshot read(Migrator migrator) {
        try {
            return new StatusSnapshot(clock.instant(), migrator.status(), null);
        } catch (MigrateException e) {
            return new StatusSnapshot(clock.instant(), null, tracker.named(e));
        }
    }
}
