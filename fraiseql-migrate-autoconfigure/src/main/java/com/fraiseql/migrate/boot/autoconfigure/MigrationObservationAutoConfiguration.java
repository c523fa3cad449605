// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.observation.ObservingMigrationListeners;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the observations. */
@AutoConfiguration(
        after = FraiseqlMigrateAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN, value = ObservationRegistry.class)
public final class MigrationObservationAutoConfiguration {

    @Bean
    ObservingMigrationListeners observingMigrationListeners(ObjectProvider<ObservationRegistry> registry) {
        return new ObservingMigrationListeners(() -> registry.getIfUnique(() -> ObservationRegistry.NOOP));
    }
}
