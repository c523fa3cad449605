// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import com.fraiseql.migrate.boot.health.SyncHealthIndicator;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the health contributor {@code sync}. */
@AutoConfiguration(after = InitialSyncAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(SyncRunner.class)
@ConditionalOnEnabledHealthIndicator("sync")
public final class SyncHealthContributorAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "syncHealthIndicator")
    SyncHealthIndicator syncHealthIndicator(SyncRunner runner) {
        return new SyncHealthIndicator(runner);
    }
}
