// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.observation;

import com.fraiseql.migrate.boot.MigrationListenerProvider;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

/** Records each run and each migration as a startup step, as {@code /actuator/startup} shows them. */
public final class StartupStepListeners implements MigrationListenerProvider {

    private final ApplicationStartup startup;

    public StartupStepListeners(ApplicationStartup startup) {
        this.startup = startup;
    }

    @Override
    public MigrationListener listenerFor(String database) {
        return new Listener(database);
    }

    private final class Listener implements MigrationListener {

        private final String database;
        private @Nullable StartupStep run;
        private @Nullable StartupStep migration;

        Listener(String database) {
            this.database = database;
        }

        @Override
        public void beforeRun(List<String> pendingVersions) {
            run = startup.start("fraiseql.migrate.run").tag("database", database);
        }

        @Override
        public void beforeMigration(String version, String fileName, Direction direction) {
            migration = startup.start("fraiseql.migrate.migration")
                    .tag("database", database)
                    .tag("version", version);
        }

        @Override
        public void afterMigration(AppliedMigration done, Direction direction) {
            endMigration();
        }

        @Override
        public void afterRun(List<AppliedMigration> done, Duration duration) {
            endMigration();
            if (run != null) {
                run.end();
                run = null;
            }
        }

        private void endMigration() {
            if (migration != null) {
                migration.end();
                migration = null;
            }
        }
    }
}
