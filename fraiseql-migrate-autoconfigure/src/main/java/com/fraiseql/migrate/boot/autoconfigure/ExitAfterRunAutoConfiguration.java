// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.job.ExitAfterRun;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the end of a job. It is the last one, so that the job's work is done before. */
@AutoConfiguration(after = {FraiseqlMigrateAutoConfiguration.class, InitialSyncAutoConfiguration.class})
@ConditionalOnBean(name = NamedMigratorsRegistrar.FACTORY_BEAN)
public final class ExitAfterRunAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "exitAfterRun")
    ExitAfterRun exitAfterRun(ApplicationContext context, FraiseqlMigrateProperties properties) {
        return new ExitAfterRun(context, properties.exitAfterRun());
    }
}
