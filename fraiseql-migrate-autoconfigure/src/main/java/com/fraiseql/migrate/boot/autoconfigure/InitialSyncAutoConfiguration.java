// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.sync.LoggingSyncListener;
import com.fraiseql.migrate.boot.sync.SyncListeners;
import com.fraiseql.migrate.boot.sync.SyncMode;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.ReadTables;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncEngine;
import com.fraiseql.migrate.projection.sync.SyncListener;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.ResourceLoader;

/** Auto-configuration of the sync: {@link InitialSync} beans, and the built-in one, fill the {@code tv_} tables of the main database. */
@AutoConfiguration(after = FraiseqlMigrateAutoConfiguration.class)
@ConditionalOnBean(name = FraiseqlMigrateAutoConfiguration.FACTORY_BEAN)
@Conditional(OnMainDatabaseCondition.class)
public final class InitialSyncAutoConfiguration {

    /** Made when there is something to look at. */
    @Bean
    @Lazy
    SyncEngine syncEngine(
            MigratorFactory factory,
            FraiseqlMigrateProperties properties,
            ResourceLoader resources,
            ObjectProvider<InitialSync> hooks,
            ObjectProvider<SyncListener> listeners) {
        List<SyncListener> all = new ArrayList<>();
        all.add(new LoggingSyncListener());
        listeners.orderedStream().forEach(all::add);
        return SyncEngine.builder(factory.mainDataSource())
                .hooks(hooks.orderedStream().toList())
                .selects(SelectSource.resources(resources, properties.sync().location()))
                .listener(new SyncListeners(all))
                .build();
    }

    /** The initializer is a parameter since the migrations come first. */
    @Bean
    SyncRunner syncRunner(
            MigrationInitializer initializer,
            ConfigurableApplicationContext context,
            MigratorFactory factory,
            ObjectProvider<SyncEngine> engine,
            FraiseqlMigrateProperties properties) {
        boolean hooks = context.getBeanNamesForType(InitialSync.class).length > 0;
        return new SyncRunner(
                context,
                engine::getObject,
                () -> hooks || ReadTables.mayExistIn(factory.mainDataSource()),
                options(properties),
                mode(properties),
                properties.sync().onFailure());
    }

    /** Nothing is filled where migrations leave the database alone, and a job waits for what it is there for. */
    static SyncMode mode(FraiseqlMigrateProperties properties) {
        SyncMode mode = properties.sync().mode();
        if (properties.mode() == MigrationMode.OFF) {
            return SyncMode.OFF;
        }
        return mode == SyncMode.BACKGROUND && properties.exitAfterRun() ? SyncMode.STARTUP : mode;
    }

    static SyncOptions options(FraiseqlMigrateProperties properties) {
        FraiseqlMigrateProperties.Sync sync = properties.sync();
        SyncOptions options = SyncOptions.defaults()
                .withSchema(properties.schema())
                .withWhenBusy(SyncOptions.WhenBusy.WAIT, sync.busyWait())
                .withLocks(sync.lockTimeout(), sync.lockWait());
        return sync.connections() == null ? options : options.withConnections(sync.connections());
    }
}
