// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.observation;

import com.fraiseql.migrate.boot.MigrationListenerProvider;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Creates an observation for each run, and one for each migration within it; with tracing they are spans. */
public final class ObservingMigrationListeners implements MigrationListenerProvider {

    private final Supplier<ObservationRegistry> registry;

    public ObservingMigrationListeners(Supplier<ObservationRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public MigrationListener listenerFor(String database) {
        return new Listener(database);
    }

    private final class Listener implements MigrationListener {

        private final String database;
        private @Nullable Observation run;
        private @Nullable Observation migration;

        Listener(String database) {
            this.database = database;
        }

        @Override
        public void beforeRun(List<String> pendingVersions) {
            run = Observation.createNotStarted("fraiseql.migrate.run", registry.get())
                    .contextualName("migrate " + database)
                    .lowCardinalityKeyValue("database", database)
                    .highCardinalityKeyValue("pending", Integer.toString(pendingVersions.size()))
                    .start();
        }

        @Override
        public void beforeMigration(String version, String fileName, Direction direction) {
            migration = Observation.createNotStarted("fraiseql.migrate.migration", registry.get())
                    .contextualName("migration " + version)
                    .lowCardinalityKeyValue("database", database)
                    .lowCardinalityKeyValue("direction", direction == Direction.UP ? "up" : "down")
                    .highCardinalityKeyValue("version", version)
                    .parentObservation(run)
                    .start();
        }

        @Override
        public void afterMigration(AppliedMigration done, Direction direction) {
            stopMigration();
        }

        @Override
        public void retrying(String version, int attempt, String reason, List<String> blockers, Duration pause) {
            if (migration != null) {
                migration.event(Observation.Event.of("retry", reason));
            }
        }

        @Override
        public void failed(MigrateException failure, List<AppliedMigration> done) {
            if (migration != null) {
                migration.error(failure);
            }
            if (run != null) {
                run.error(failure);
            }
        }

        @Override
        public void afterRun(List<AppliedMigration> done, Duration duration) {
            stopMigration();
            if (run != null) {
                run.stop();
                run = null;
            }
        }

        private void stopMigration() {
            if (migration != null) {
                migration.stop();
                migration = null;
            }
        }
    }
}
