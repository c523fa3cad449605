// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.metrics;

import com.fraiseql.migrate.boot.MigrationListenerProvider;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts and times the runs of this process. It stores at most one entry per migration and retry.
 */
public final class MigrationMetrics extends Recorder implements MigrationListenerProvider {

    private static final String PREFIX = "fraiseql.migrate.";

    @Override
    public MigrationListener listenerFor(String database) {
        return new Listener(Tags.of("database", database));
    }

    private final class Listener implements MigrationListener {

        private final Tags tags;
        private final AtomicLong lastSuccess = new AtomicLong();
        private boolean failed;

        Listener(Tags tags) {
            this.tags = tags;
            record(registry -> {
                runs(registry, "success");
                runs(registry, "failure");
                retries(registry);
                mutexWaits(registry);
                TimeGauge.builder(PREFIX + "last.success", lastSuccess, TimeUnit.MILLISECONDS, Listener::orUnknown)
                        .description("Time of the last successful run, in seconds since 1970; NaN before the first one")
                        .tags(tags)
                        .register(registry);
            });
        }

        private static double orUnknown(AtomicLong time) {
            return time.get() == 0 ? Double.NaN : time.doubleValue();
        }

        @Override
        public void afterMigration(AppliedMigration migration, Direction direction) {
            String way = direction == Direction.UP ? "up" : "down";
            record(registry -> Timer.builder(PREFIX + "duration")
                    .description("How long each migration took")
                    .tags(tags.and("version", migration.version(), "direction", way))
                    .register(registry)
                    .record(migration.duration()));
        }

        @Override
        public void failed(MigrateException failure, List<AppliedMigration> done) {
            failed = true;
            record(registry -> runs(registry, "failure").increment());
        }

        @Override
        public void afterRun(List<AppliedMigration> done, Duration duration) {
            if (failed) {
                failed = false;
                return;
            }
            record(registry -> runs(registry, "success").increment());
            lastSuccess.set(System.currentTimeMillis());
        }

        @Override
        public void upToDate(Duration duration) {
            lastSuccess.set(System.currentTimeMillis());
        }

        @Override
        public void waitingForMutex(String holder, Duration waited) {
            record(registry -> mutexWaits(registry).increment());
        }

        @Override
        public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
            record(registry -> retries(registry).increment());
        }

        private Counter runs(MeterRegistry registry, String outcome) {
            return Counter.builder(PREFIX + "runs")
                    .description("Runs that had something to do, or failed")
                    .tags(tags.and("outcome", outcome))
                    .register(registry);
        }

        private Counter retries(MeterRegistry registry) {
            return Counter.builder(PREFIX + "lock.retries")
                    .description("How often a migration was retried after a lock timeout or deadlock")
                    .tags(tags)
                    .register(registry);
        }

        private Counter mutexWaits(MeterRegistry registry) {
            return Counter.builder(PREFIX + "mutex.waits")
                    .description("How often another migrator was found at work, every few seconds")
                    .tags(tags)
                    .register(registry);
        }
    }
}
