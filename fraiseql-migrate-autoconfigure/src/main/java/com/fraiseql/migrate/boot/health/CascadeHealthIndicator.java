// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.health;

import com.fraiseql.migrate.boot.cascade.CascadeMode;
import com.fraiseql.migrate.boot.cascade.CascadeRunner;
import com.fraiseql.migrate.boot.monitor.FailureFacts;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Out of service while committed changes cannot be read, so that the caches of entities are not used. */
public class CascadeHealthIndicator extends AbstractHealthIndicator {

    private final CascadeRunner runner;
    private final CascadeMode mode;

    /** Creates the indicator. */
    public CascadeHealthIndicator(CascadeRunner runner, CascadeMode mode) {
        super("The eviction from caches could not be checked");
        this.runner = runner;
        this.mode = mode;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("mode", mode);
        FailureFacts failure = runner.failure();
        if (!runner.connected()) {
            builder.outOfService();
        }
        if (failure != null) {
            builder.outOfService().withDetail("error", failure.message() + " " + failure.action());
        }
    }
}
