// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.cascade.CascadeMonitor;
import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.ivm.IvmRunner;
import com.fraiseql.migrate.boot.ivm.MaintainedTables;
import com.fraiseql.migrate.boot.sync.SyncMode;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.projection.cascade.CascadeOptions;
import com.fraiseql.migrate.projection.ivm.IvmMode;
import com.fraiseql.migrate.projection.ivm.IvmOptions;
import com.fraiseql.migrate.projection.sync.InitialSync;
import com.fraiseql.migrate.projection.sync.SyncOptions;
import java.util.Set;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the sync: {@link InitialSync} beans, and the built-in one, fill the {@code tv_} tables of the
 * main database; then their incremental maintenance is looked after.
 */
@AutoConfiguration(after = FraiseqlMigrateAutoConfiguration.class)
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
@Conditional(OnMainDatabaseCondition.class)
public final class InitialSyncAutoConfiguration {

    static final String RUNNER_BEAN = "syncRunner";

    /** The initializer is a parameter so that migrations run first. */
    @Bean(RUNNER_BEAN)
    @ConditionalOnMissingBean(name = RUNNER_BEAN)
    SyncRunner syncRunner(
            MigrationInitializer initializer,
            ConfigurableApplicationContext context,
            MigratorFactory factory,
            IvmRunner ivmRunner,
            FraiseqlMigrateProperties properties) {
        return new SyncRunner(
                context,
                new ReadTablesFactory(context, factory, properties.sync().location()),
                options(properties),
                mode(properties),
                properties.sync().onFailure(),
                properties.sync().retryPause(),
                ivmRunner);
    }

    @Bean
    @ConditionalOnMissingBean
    MaintainedTables maintainedTables(
            ApplicationContext context, MigratorFactory factory, FraiseqlMigrateProperties properties) {
        return new MaintainedTables(
                new ReadTablesFactory(context, factory, properties.sync().location()),
                factory::mainDataSource,
                options(properties),
                ivmOptions(properties));
    }

    @Bean
    @ConditionalOnMissingBean
    IvmRunner ivmRunner(MaintainedTables maintainedTables, FraiseqlMigrateProperties properties) {
        return new IvmRunner(maintainedTables, ivmMode(properties), properties.mode() == MigrationMode.UP);
    }

    @Bean
    @ConditionalOnMissingBean
    IvmMonitor ivmMonitor(
            MaintainedTables maintainedTables, IvmRunner ivmRunner, FraiseqlMigrateProperties properties) {
        return new IvmMonitor(maintainedTables, ivmRunner, properties.endpoint().cacheTimeToLive());
    }

    @Bean
    @ConditionalOnMissingBean
    CascadeMonitor cascadeMonitor(MigratorFactory factory, FraiseqlMigrateProperties properties) {
        return new CascadeMonitor(
                factory::mainDataSource,
                cascadeOptions(properties),
                properties.endpoint().cacheTimeToLive());
    }

    static CascadeOptions cascadeOptions(FraiseqlMigrateProperties properties) {
        SyncProperties sync = properties.sync();
        return new CascadeOptions(properties.schema(), Set.copyOf(sync.schemas()), Set.copyOf(sync.exclude()));
    }

    /** An application that leaves the database alone does not maintain it. */
    static IvmMode ivmMode(FraiseqlMigrateProperties properties) {
        return properties.mode() == MigrationMode.OFF
                ? IvmMode.OFF
                : properties.ivm().mode();
    }

    static IvmOptions ivmOptions(FraiseqlMigrateProperties properties) {
        SyncProperties sync = properties.sync();
        IvmProperties ivm = properties.ivm();
        return new IvmOptions(
                properties.schema(),
                options(properties).scope(),
                ivm.isolation(),
                ivm.locks(),
                ivm.mostKeys(),
                new IvmOptions.Waits(sync.lockTimeout(), sync.lockWait()),
                properties.timeZone());
    }

    /** Nothing is filled if the mode is off; a job waits until the tables are filled. */
    static SyncMode mode(FraiseqlMigrateProperties properties) {
        SyncMode mode = properties.sync().mode();
        if (properties.mode() == MigrationMode.OFF) {
            return SyncMode.OFF;
        }
        return mode == SyncMode.BACKGROUND && properties.exitAfterRun() ? SyncMode.STARTUP : mode;
    }

    static SyncOptions options(FraiseqlMigrateProperties properties) {
        SyncProperties sync = properties.sync();
        SyncOptions options = SyncOptions.defaults()
                .withSchema(properties.schema())
                .withSchemas(Set.copyOf(sync.schemas()))
                .withExclude(Set.copyOf(sync.exclude()))
                .withAdopt(sync.adopt())
                .withTimeZone(properties.timeZone())
                .withWhenBusy(SyncOptions.WhenBusy.WAIT, sync.busyWait())
                .withLocks(sync.lockTimeout(), sync.lockWait());
        return sync.connections() == null ? options : options.withConnections(sync.connections());
    }
}
