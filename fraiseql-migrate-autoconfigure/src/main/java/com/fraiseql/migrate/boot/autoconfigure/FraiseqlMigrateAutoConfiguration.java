// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.Migrator;
import com.fraiseql.migrate.boot.FraiseqlMigrateConnectionDetails;
import com.fraiseql.migrate.boot.FraiseqlMigrateDataSource;
import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.MigrationStrategy;
import com.fraiseql.migrate.boot.MigratorNames;
import com.fraiseql.migrate.boot.event.MigrationEventPublisher;
import com.fraiseql.migrate.boot.job.ExitAfterRun;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.observation.StartupStepListeners;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DatabaseInitializationDependencyConfigurer;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

/**
 * Auto-configuration of the migrations: a {@link Migrator} for each database, and the {@link MigrationInitializer} that
 * runs them before anything uses the database. A {@link Migrator} bean of the application replaces the main one and is
 * run in the same way.
 *
 * <p>Conditions go by name wherever they can: a condition on a type inspects every bean definition at every start.
 */
@AutoConfiguration(after = DataSourceAutoConfiguration.class)
@ConditionalOnClass(SimpleDriverDataSource.class)
@Conditional(OnAnyDatabaseCondition.class)
@ConditionalOnBooleanProperty(name = "fraiseql.migrate.enabled", matchIfMissing = true)
@EnableConfigurationProperties(FraiseqlMigrateProperties.class)
@Import({DatabaseInitializationDependencyConfigurer.class, NamedMigratorsRegistrar.class})
public final class FraiseqlMigrateAutoConfiguration {

    /** The collaborators of the initializer, each of which is optional. */
    @Bean
    static LazyInitializationExcludeFilter whatMigratesIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(
                MigrationInitializer.class, MigrationEventPublisher.class, SyncRunner.class, ExitAfterRun.class);
    }

    @Bean
    @ConditionalOnMissingBean(name = "migrationMonitors")
    MigrationMonitors migrationMonitors(FraiseqlMigrateProperties properties) {
        return new MigrationMonitors(
                properties.endpoint().cacheTimeToLive(), properties.databases().keySet());
    }

    @Bean
    MigrationEventPublisher migrationEventPublisher(ApplicationEventPublisher publisher) {
        return new MigrationEventPublisher(publisher);
    }

    @Bean
    StartupStepListeners migrationStartupSteps(ApplicationStartup startup) {
        return new StartupStepListeners(startup);
    }

    /**
     * The qualifier needs parameters; everything else is looked up when it is needed, which is cheaper at start.
     */
    @Bean(NamedMigratorsRegistrar.FACTORY_BEAN)
    MigratorFactory fraiseqlMigratorFactory(
            FraiseqlMigrateProperties properties,
            ApplicationContext context,
            @FraiseqlMigrateDataSource ObjectProvider<DataSource> marked,
            ObjectProvider<DataSource> dataSource,
            MigrationMonitors monitors) {
        FraiseqlMigrateConnectionDetails details = context.getBeanProvider(FraiseqlMigrateConnectionDetails.class)
                .getIfAvailable(() -> new PropertiesConnectionDetails(properties));
        MigrationDataSources dataSources = new MigrationDataSources(
                context, marked, dataSource, details, context.getBeanProvider(JdbcConnectionDetails.class));
        return new MigratorFactory(properties, dataSources, context, monitors);
    }

    @Bean(MigratorNames.MAIN_BEAN)
    @ConditionalOnMissingBean
    @Conditional(OnMainDatabaseCondition.class)
    Migrator migrator(MigratorFactory factory) {
        return factory.main();
    }

    @Bean
    @ConditionalOnMissingBean
    MigrationInitializer migrationInitializer(
            ListableBeanFactory beans,
            FraiseqlMigrateProperties properties,
            ObjectProvider<MigrationStrategy> strategy) {
        Map<String, Migrator> migrators = Migrators.all(beans);
        NamedMigratorsRegistrar.requireAll(migrators.keySet(), properties);
        OtherToolsCheck.warn(beans, properties.otherTools());
        return new MigrationInitializer(
                migrators,
                modes(properties),
                strategy.getIfAvailable(),
                properties.databases().keySet());
    }

    @Bean
    SchemaManagementProvider fraiseqlMigrateSchemaManagementProvider(
            @FraiseqlMigrateDataSource ObjectProvider<DataSource> marked, ObjectProvider<DataSource> dataSource) {
        return asked -> {
            DataSource migrated = marked.getIfAvailable(dataSource::getIfUnique);
            return asked.equals(migrated) ? SchemaManagement.MANAGED : SchemaManagement.UNMANAGED;
        };
    }

    /** The application's own Migrator beans follow the main properties. */
    private static Function<String, MigrationMode> modes(FraiseqlMigrateProperties properties) {
        Map<String, MigrationMode> named = new HashMap<>();
        for (String name : properties.databases().keySet()) {
            named.put(
                    MigratorNames.beanName(name),
                    DatabaseSettings.named(properties, name).mode());
        }
        return beanName -> named.getOrDefault(beanName, properties.mode());
    }
}
