// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.monitor;

import com.fraiseql.migrate.MigrationDetails;
import com.fraiseql.migrate.Migrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** The details of the migrations that were asked for last, each read at most once per time to live. */
final class CachedDetails {

    private static final int KEPT = 100;

    private final Duration timeToLive;
    private final Clock clock;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    CachedDetails(Duration timeToLive, Clock clock) {
        this.timeToLive = timeToLive;
        this.clock = clock;
    }

    private record Entry(Instant readAt, MigrationDetails details) {}

    /** Concurrent callers wait for the running query. */
    synchronized MigrationDetails get(Migrator migrator, String version) {
        Instant now = clock.instant();
        entries.values().removeIf(entry -> !entry.readAt().plus(timeToLive).isAfter(now));
        Entry known = entries.get(version);
        if (known != null) {
            return known.details();
        }
        if (entries.size() >= KEPT) {
            entries.clear();
        }
        MigrationDetails details = migrator.details(version);
        entries.put(version, new Entry(now, details));
        return details;
    }
}
