// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.CompositeMigrationListener;
import com.fraiseql.migrate.boot.LoggingMigrationListener;
import com.fraiseql.migrate.boot.MigrationListenerProvider;
import com.fraiseql.migrate.boot.MigratorCustomizer;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.NamedDatabase;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.listener.MigrationListener;
import com.fraiseql.migrate.source.CodeMigration;
import com.fraiseql.migrate.source.CodeSource;
import com.fraiseql.migrate.source.CompositeSource;
import com.fraiseql.migrate.source.MigrationSource;
import com.fraiseql.migrate.source.ResourceSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;

/** Builds the {@link Migrator} of each database from properties and beans. */
class MigratorFactory {

    private final FraiseqlMigrateProperties properties;
    private final MigrationDataSources dataSources;
    private final ApplicationContext context;
    private final MigrationMonitors monitors;

    MigratorFactory(
            FraiseqlMigrateProperties properties,
            MigrationDataSources dataSources,
            ApplicationContext context,
            MigrationMonitors monitors) {
        this.properties = properties;
        this.dataSources = dataSources;
        this.context = context;
        this.monitors = monitors;
    }

    /** The DataSource of the main database. */
    DataSource mainDataSource() {
        return dataSources.main();
    }

    /** The same without a pool, for connections that are kept. */
    DataSource unpooledMainDataSource() {
        return MigrationDataSources.unpooled(dataSources.main());
    }

    Migrator main() {
        return build(DatabaseSettings.main(properties), dataSources.main(), beans(CodeMigration.class));
    }

    Migrator named(String name) {
        DataSource dataSource = dataSources.named(name, DatabaseSettings.database(properties, name));
        try {
            return build(DatabaseSettings.named(properties, name), dataSource, List.of());
        } catch (MigrateException e) {
            throw NamedDatabase.failure(e, name);
        }
    }

    private Migrator build(DatabaseSettings settings, DataSource dataSource, List<CodeMigration> code) {
        Migrator.Builder builder = Migrator.builder(dataSource)
                .source(source(settings, code))
                .options(settings.options())
                .listener(listener(settings.name()));
        for (MigratorCustomizer customizer : beans(MigratorCustomizer.class)) {
            customizer.customize(builder, settings.name());
        }
        return builder.build();
    }

    private MigrationSource source(DatabaseSettings settings, List<CodeMigration> code) {
        MigrationSource files = new ResourceSource(settings.locations(), context, settings.failOnMissingLocations());
        return code.isEmpty() ? files : new CompositeSource(List.of(files, new CodeSource(code)));
    }

    private MigrationListener listener(String database) {
        List<MigrationListener> all = new ArrayList<>();
        all.add(monitors.tracker(MigratorNames.beanName(database)));
        all.add(new LoggingMigrationListener());
        for (MigrationListenerProvider provider : beans(MigrationListenerProvider.class)) {
            all.add(provider.listenerFor(database));
        }
        all.addAll(beans(MigrationListener.class));
        return new CompositeMigrationListener(all);
    }

    private <T> List<T> beans(Class<T> type) {
        return context.getBeanProvider(type).orderedStream().toList();
    }
}
