// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.Status;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks one Migrator for its status, at most once per time to live, and never twice at the same time.
 */
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

    /** Concurrent callers wait for the running query. */
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

    /** A mock of a Migrator knows nothing. */
    private static MigrateException unknown() {
        return new MigrateException(
                FailureCode.BAD_CONFIGURATION,
                "The Migrator bean has no status, as a mock has none.",
                "Use a Migrator of the builder, or leave the status alone in this test.");
    }

    private StatusSnapshot read(Migrator migrator) {
        try {
            @Nullable Status status = migrator.status();
            return new StatusSnapshot(clock.instant(), status, status == null ? unknown() : null);
        } catch (MigrateException e) {
            return new StatusSnapshot(clock.instant(), null, tracker.named(e));
        }
    }
}
