// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.event;

import com.fraiseql.migrate.boot.MigrationListenerProvider;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.NamedDatabase;
import com.fraiseql.migrate.boot.event.MigrationEvent.MigrationDone;
import com.fraiseql.migrate.boot.event.MigrationEvent.RunCompleted;
import com.fraiseql.migrate.boot.event.MigrationEvent.RunFailed;
import com.fraiseql.migrate.boot.event.MigrationEvent.RunStarted;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.AppliedMigration;
import com.fraiseql.migrate.listener.MigrationListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Publishes {@link MigrationEvent}s. Migrations run before the application's {@code @EventListener} methods are known,
 * so events are kept until all singletons exist and are then published in order; later ones are published at once.
 */
public final class MigrationEventPublisher implements MigrationListenerProvider, SmartInitializingSingleton {

    private final ApplicationEventPublisher publisher;
    private final List<MigrationEvent> waiting = new ArrayList<>();
    private boolean listenersAreThere;

    public MigrationEventPublisher(ApplicationEventPublisher publisher) {
        this.publisher = publisher;
    }

    @Override
    public MigrationListener listenerFor(String database) {
        return new Listener(database);
    }

    @Override
    public void afterSingletonsInstantiated() {
        List<MigrationEvent> events;
        synchronized (waiting) {
            listenersAreThere = true;
            events = List.copyOf(waiting);
            waiting.clear();
        }
        events.forEach(publisher::publishEvent);
    }

    private void publish(MigrationEvent event) {
        synchronized (waiting) {
            if (!listenersAreThere) {
                waiting.add(event);
                return;
            }
        }
        publisher.publishEvent(event);
    }

    private final class Listener implements MigrationListener {

        private final String database;
        private boolean failed;

        Listener(String database) {
            this.database = database;
        }

        @Override
        public void beforeRun(List<String> pendingVersions) {
            publish(new RunStarted(database, pendingVersions));
        }

        @Override
        public void afterMigration(AppliedMigration migration, Direction direction) {
            publish(new MigrationDone(database, migration, direction));
        }

        @Override
        public void failed(MigrateException failure, List<AppliedMigration> done) {
            failed = true;
            // at startup the context is about to be closed, so a later event would reach no listener
            publisher.publishEvent(new RunFailed(database, named(failure), done));
        }

        private MigrateException named(MigrateException failure) {
            return database.equals(MigratorNames.MAIN) ? failure : NamedDatabase.failure(failure, database);
        }

        @Override
        public void afterRun(List<AppliedMigration> done, Duration duration) {
            if (failed) {
                failed = false;
            } else {
                publish(new RunCompleted(database, done, duration));
            }
        }
    }
}
