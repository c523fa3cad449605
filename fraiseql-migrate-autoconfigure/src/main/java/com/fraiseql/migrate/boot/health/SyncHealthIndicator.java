// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.health;

import com.fraiseql.migrate.boot.monitor.FailureFacts;
import com.fraiseql.migrate.boot.sync.SyncRunner;
import com.fraiseql.migrate.projection.sync.SyncResult;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Out of service while the {@code tv_} tables are being filled, or if one of them could not be filled. Does not query
 * the database.
 */
public class SyncHealthIndicator extends AbstractHealthIndicator {

    private final SyncRunner runner;

    /** Creates the indicator. */
    public SyncHealthIndicator(SyncRunner runner) {
        super("The sync could not be checked");
        this.runner = runner;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        switch (runner.state()) {
            case WAITING, DONE -> builder.up();
            case RUNNING, FAILED -> builder.outOfService();
        }
        builder.withDetail("state", runner.state());
        runner.progress()
                .forEach(progress -> builder.withDetail(
                        progress.table(), progress.phase() + " " + progress.done() + " of " + progress.total()));
        FailureFacts error = runner.error();
        if (error != null) {
            builder.withDetail("error", error.message());
        }
        runner.failures().forEach(builder::withDetail);
        SyncResult result = runner.result();
        if (result != null) {
            result.notAdopted()
                    .forEach((table, differences) ->
                            builder.withDetail(table, "left alone, no sync has written its rows: " + differences));
            result.noSource().forEach((table, missing) -> builder.withDetail(table, missing));
        }
    }
}
