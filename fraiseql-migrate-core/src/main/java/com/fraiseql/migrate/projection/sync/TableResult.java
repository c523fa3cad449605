// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the sync of one table did, with earlier, interrupted runs of the same sync.
 *
 * @param table the table, with its schema
 * @param entityType the name without {@code tv_}
 * @param reason why it was done, such as "its view has changed"
 * @param hook the hook that has filled it, {@code null} if the built-in sync has; what a hook writes is not counted
 * @param inserted rows that were missing
 * @param updated rows that differed
 * @param deleted rows that the view no longer has
 * @param ranges key ranges in all
 * @param resumed whether an earlier run had begun it
 * @param duration how long this run took
 */
public record TableResult(
        String table,
        String entityType,
        String reason,
        @Nullable String hook,
        long inserted,
        long updated,
        long deleted,
        int ranges,
        boolean resumed,
        Duration duration) {

    /** Rows written. */
    public long written() {
        return inserted + updated + deleted;
    }

    /** This and a second pass over the same table in the same run. */
    public TableResult plus(TableResult second) {
        return new TableResult(
                table,
                entityType,
                reason,
                hook,
                inserted + second.inserted,
                updated + second.updated,
                deleted + second.deleted,
                Math.max(ranges, second.ranges),
                resumed,
                duration.plus(second.duration));
    }
}
