// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncProgress;
import com.fraiseql.migrate.projection.sync.TableResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts and times what the sync of this process does. */
public final class SyncMetrics extends Recorder implements SyncListener {

    private static final String PREFIX = "fraiseql.sync.";
    /** Only the main database's tables are filled. */
    private static final Tags DATABASE = Tags.of("database", MigratorNames.MAIN);

    private final Map<String, SyncProgress> progress = new ConcurrentHashMap<>();

    @Override
    public void beforeTable(String table, String reason) {
        record(registry -> {
            Gauge.builder(PREFIX + "progress", () -> percent(table) / 100.0)
                    .description("How much of the current phase is done, from 0 to 1")
                    .tags(tags(table))
                    .register(registry);
            Gauge.builder(PREFIX + "remaining", () -> remaining(table))
                    .description("Estimated remaining time of the current phase")
                    .baseUnit("seconds")
                    .tags(tags(table))
                    .register(registry);
        });
    }

    @Override
    public void progress(SyncProgress now) {
        progress.put(now.table(), now);
    }

    @Override
    public void afterTable(TableResult result) {
        progress.remove(result.table());
        record(registry -> {
            Timer.builder(PREFIX + "duration")
                    .description("How long it took to fill each table")
                    .tags(tags(result.table()))
                    .register(registry)
                    .record(result.duration());
            rows(registry, result.table(), "inserted", (double) result.inserted());
            rows(registry, result.table(), "updated", (double) result.updated());
            rows(registry, result.table(), "deleted", (double) result.deleted());
        });
    }

    @Override
    public void failed(String table, MigrateException failure) {
        record(registry -> Counter.builder(PREFIX + "failures")
                .description("How often a table could not be filled")
                .tags(tags(table))
                .register(registry)
                .increment());
    }

    private static Tags tags(String table) {
        return DATABASE.and("table", table);
    }

    private static void rows(MeterRegistry registry, String table, String operation, double count) {
        Counter.builder(PREFIX + "rows")
                .description("Rows written")
                .tags(tags(table).and("operation", operation))
                .register(registry)
                .increment(count);
    }

    private int percent(String table) {
        SyncProgress now = progress.get(table);
        return now == null ? 100 : now.percent();
    }

    private double remaining(String table) {
        SyncProgress now = progress.get(table);
        if (now == null) {
            return 0;
        }
        @Nullable Duration left = now.remaining();
        return left == null ? Double.NaN : left.toMillis() / 1000.0;
    }
}
