// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.MigrationInitializer;
import com.fraiseql.migrate.boot.MigrationMode;
import com.fraiseql.migrate.boot.cascade.CachedEntities;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.cascade.ChangeSource;
import com.fraiseql.migrate.boot.cascade.EntityCaches;
import com.fraiseql.migrate.boot.cascade.GuardingCacheManagers;
import com.fraiseql.migrate.boot.cascade.PollAfterCommit;
import com.fraiseql.migrate.boot.ivm.IvmRunner;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.LazyInitializationExcludeFilter;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.CacheManager;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Role;

/** Auto-configuration of the eviction from caches: a committed change of the main database evicts what it concerns. */
@AutoConfiguration(after = InitialSyncAutoConfiguration.class)
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
@Conditional({OnMainDatabaseCondition.class, OnCascadeCondition.class})
public final class CascadeAutoConfiguration {

    @Bean
    static LazyInitializationExcludeFilter whatEvictsIsNotLazy() {
        return LazyInitializationExcludeFilter.forBeanTypes(CascadeRunner.class);
    }

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static GuardingCacheManagers guardingCacheManagers(ObjectProvider<EntityCaches> caches) {
        return new GuardingCacheManagers(caches::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    EntityCaches entityCaches(ConfigurableListableBeanFactory beans, FraiseqlMigrateProperties properties) {
        return new EntityCaches(
                properties.cascade().caches(),
                () -> CachedEntities.of(beans),
                () -> beans.getBeansOfType(CacheManager.class).values());
    }

    @Bean
    PollAfterCommit pollAfterCommit(ObjectProvider<CascadeRunner> runner) {
        return new PollAfterCommit(runner::getObject);
    }

    @Bean
    @ConditionalOnMissingBean
    ChangeSource changeSource(MigratorFactory factory, FraiseqlMigrateProperties properties) {
        return new ChangeSource(
                factory::mainDataSource,
                factory::unpooledMainDataSource,
                InitialSyncAutoConfiguration.cascadeOptions(properties),
                properties.cascade().mode(),
                properties.mode() == MigrationMode.UP);
    }

    /** The initializer is a parameter so that migrations run first. */
    @Bean
    @ConditionalOnMissingBean
    CascadeRunner cascadeRunner(
            MigrationInitializer initializer,
            ChangeSource source,
            EntityCaches caches,
            ApplicationEventPublisher events,
            IvmRunner maintenance,
            FraiseqlMigrateProperties properties) {
        CascadeRunner runner =
                new CascadeRunner(source, caches, events, properties.cascade().pollInterval());
        maintenance.whenMaintained(tables -> runner.refresh());
        return runner;
    }
}
