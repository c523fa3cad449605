// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.cascade.ChangeSource;
import com.fraiseql.migrate.boot.health.CascadeHealthIndicator;
import com.fraiseql.migrate.boot.health.IvmHealthIndicator;
import com.fraiseql.migrate.boot.health.MigrationsHealthIndicator;
import com.fraiseql.migrate.boot.health.SyncHealthIndicator;
import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health contributors {@code migrations}, {@code sync}, {@code ivm} and {@code cascade}. */
@AutoConfiguration(
        after = {
            FraiseqlMigrateAutoConfiguration.class,
            InitialSyncAutoConfiguration.class,
            CascadeAutoConfiguration.class
        })
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
public final class MigrationsHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnEnabledHealthIndicator("migrations")
    @ConditionalOnMissingBean(name = "migrationsHealthIndicator")
    MigrationsHealthIndicator migrationsHealthIndicator(ListableBeanFactory beans, MigrationMonitors monitors) {
        return new MigrationsHealthIndicator(Migrators.all(beans), monitors);
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("sync")
    @ConditionalOnBean(name = InitialSyncAutoConfiguration.RUNNER_BEAN)
    @ConditionalOnMissingBean(name = "syncHealthIndicator")
    SyncHealthIndicator syncHealthIndicator(SyncRunner runner) {
        return new SyncHealthIndicator(runner);
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("ivm")
    @ConditionalOnBean(IvmMonitor.class)
    @ConditionalOnMissingBean(name = "ivmHealthIndicator")
    IvmHealthIndicator ivmHealthIndicator(IvmMonitor monitor) {
        return new IvmHealthIndicator(monitor);
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("cascade")
    @ConditionalOnBean(CascadeRunner.class)
    @ConditionalOnMissingBean(name = "cascadeHealthIndicator")
    CascadeHealthIndicator cascadeHealthIndicator(CascadeRunner runner, ChangeSource source) {
        return new CascadeHealthIndicator(runner, source.mode());
    }
}
