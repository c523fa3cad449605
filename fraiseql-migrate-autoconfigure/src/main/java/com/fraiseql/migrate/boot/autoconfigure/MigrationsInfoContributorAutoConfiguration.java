// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.info.MigrationsInfoContributor;
import com.fraiseql.migrate.boot.monitor.MigrationMonitors;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the info contributor {@code migrations}. */
@AutoConfiguration(after = FraiseqlMigrateAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
@ConditionalOnEnabledInfoContributor("migrations")
public final class MigrationsInfoContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    MigrationsInfoContributor migrationsInfoContributor(ListableBeanFactory beans, MigrationMonitors monitors) {
        return new MigrationsInfoContributor(Migrators.all(beans), monitors);
    }
}
