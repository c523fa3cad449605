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
 * @param changes the rows written
 * @param execution how it went
 */
public record TableResult(
        String table,
        String entityType,
        String reason,
        @Nullable String hook,
        Changes changes,
        Execution execution) {

    /**
     * Rows written.
     *
     * @param inserted rows that were missing
     * @param updated rows that differed
     * @param deleted rows that the view no longer has
     */
    public record Changes(long inserted, long updated, long deleted) {

        /** What a hook writes is not counted. */
        public static final Changes NOT_COUNTED = new Changes(0, 0, 0);

        Changes plus(Changes second) {
            return new Changes(inserted + second.inserted, updated + second.updated, deleted + second.deleted);
        }
    }

    /**
     * How the sync of a table went.
     *
     * @param ranges key ranges in all
     * @param resumed whether an earlier run had begun it
     * @param duration how long this run took
     */
    public record Execution(int ranges, boolean resumed, Duration duration) {

        Execution plus(Execution second) {
            return new Execution(Math.max(ranges, second.ranges), resumed, duration.plus(second.duration));
        }
    }

    public long inserted() {
        return changes.inserted();
    }

    public long updated() {
        return changes.updated();
    }

    public long deleted() {
        return changes.deleted();
    }

    public int ranges() {
        return execution.ranges();
    }

    public boolean resumed() {
        return execution.resumed();
    }

    public Duration duration() {
        return execution.duration();
    }

    /** Rows written. */
    public long written() {
        return inserted() + updated() + deleted();
    }

    /** This and a second pass over the same table in the same run. */
    public TableResult plus(TableResult second) {
        return new TableResult(
                table, entityType, reason, hook, changes.plus(second.changes), execution.plus(second.execution));
    }
}
