// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.ivm.IvmMonitor;
import com.fraiseql.migrate.boot.ivm.IvmRunner;
import com.fraiseql.migrate.boot.metrics.IvmMetrics;
import com.fraiseql.migrate.boot.metrics.MigrationMetrics;
import com.fraiseql.migrate.boot.metrics.PendingMigrationsGauge;
import com.fraiseql.migrate.boot.metrics.SyncMetrics;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the meters. */
@AutoConfiguration(
        after = {FraiseqlMigrateAutoConfiguration.class, InitialSyncAutoConfiguration.class},
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN, value = MeterRegistry.class)
public final class MigrationMetricsAutoConfiguration {

    @Bean
    MigrationMetrics migrationMetrics() {
        return new MigrationMetrics();
    }

    @Bean
    SyncMetrics syncMetrics() {
        return new SyncMetrics();
    }

    @Bean
    @ConditionalOnBean(IvmMonitor.class)
    IvmMetrics ivmMetrics(IvmMonitor monitor, IvmRunner runner) {
        return new IvmMetrics(monitor, runner);
    }

    @Bean
    PendingMigrationsGauge pendingMigrationsGauge(
            ListableBeanFactory beans, MigrationMonitors monitors, FraiseqlMigrateProperties properties) {
        return new PendingMigrationsGauge(
                Migrators.all(beans), monitors, properties.databases().keySet());
    }
}
