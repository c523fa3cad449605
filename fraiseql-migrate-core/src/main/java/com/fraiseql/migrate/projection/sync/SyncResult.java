// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import com.fraiseql.migrate.failure.MigrateException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a sync did.
 *
 * @param synced the tables that were synced, in order; empty if nothing was to be done
 * @param upToDate the tables that needed nothing
 * @param failures the tables that failed, only with {@link SyncOptions#keepGoing()}
 * @param leftToOther whether another instance was syncing and this one did not wait
 * @param duration how long all of it took
 */
public record SyncResult(
        List<TableResult> synced,
        List<String> upToDate,
        Map<String, MigrateException> failures,
        boolean leftToOther,
        Duration duration) {

    public SyncResult {
        synced = List.copyOf(synced);
        upToDate = List.copyOf(upToDate);
        failures = Map.copyOf(failures);
    }
}
