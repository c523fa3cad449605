// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.endpoint.MigrationsEndpoint;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of {@code /actuator/migrations}. */
@AutoConfiguration(after = FraiseqlMigrateAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(MigrationsEndpoint.class)
public final class MigrationsEndpointAutoConfiguration {

    @Bean
    @ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
    @ConditionalOnMissingBean
    MigrationsEndpoint migrationsEndpoint(
            ApplicationContext context, MigrationMonitors monitors, FraiseqlMigrateProperties properties) {
        return new MigrationsEndpoint(context, monitors, properties.endpoint().showSql());
    }
}
