// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.sync;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far the sync of one table is.
 *
 * @param table the table, with its schema
 * @param phase what it is doing
 * @param done parts of the phase that are done: key ranges, indexes, or a hook's rows
 * @param total parts in all; 0 if unknown
 * @param rows rows written or compared so far in this phase
 * @param elapsed since this run began with the table
 * @param remaining until the phase is done, by the pace of this run so far; {@code null} while there is nothing to go
 *     by, and for indexes
 */
public record SyncProgress(
        String table,
        SyncPhase phase,
        long done,
        long total,
        long rows,
        Duration elapsed,
        @Nullable Duration remaining) {

    /** Between 0 and 100; 0 if unknown. */
    public int percent() {
        return total == 0 ? 0 : (int) (100 * done / total);
    }
}
