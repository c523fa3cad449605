// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.sync.LoggingSyncListener;
import com.fraiseql.migrate.boot.sync.SyncListeners;
import com.fraiseql.migrate.projection.ReadTablePresence;
import com.fraiseql.migrate.projection.ReadTables;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SelectSource;
import com.fraiseql.migrate.projection.sync.SyncListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;

/**
 * Makes the main database's read tables, or none where there is neither an {@link InitialSync} bean nor anything that
 * could be a read table. They are neither a bean nor a type in the configuration, so a start without read tables loads
 * none of the classes that fill them.
 */
final class ReadTablesFactory implements Supplier<@Nullable ReadTables> {

    private final ApplicationContext context;
    private final MigratorFactory factory;
    private final String location;

    ReadTablesFactory(ApplicationContext context, MigratorFactory factory, String location) {
        this.context = context;
        this.factory = factory;
        this.location = location;
    }

    @Override
    public @Nullable ReadTables get() {
        DataSource dataSource = factory.mainDataSource();
        List<InitialSync> hooks =
                context.getBeanProvider(InitialSync.class).orderedStream().toList();
        if (hooks.isEmpty() && !ReadTablePresence.possibleIn(dataSource)) {
            return null;
        }
        List<SyncListener> listeners = new ArrayList<>();
        listeners.add(new LoggingSyncListener());
        listeners.addAll(
                context.getBeanProvider(SyncListener.class).orderedStream().toList());
        return ReadTables.builder(dataSource)
                .hooks(hooks)
                .selects(SelectSource.resources(context, location))
                .listener(new SyncListeners(listeners))
                .build();
    }
}
