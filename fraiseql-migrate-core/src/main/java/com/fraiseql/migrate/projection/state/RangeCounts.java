// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

/**
 * What one attempt at a range found and did.
 *
 * @param rows rows of the source in the range
 * @param ids different ids among them
 * @param inserted rows that were missing
 * @param updated rows that differed
 * @param deleted rows that the source no longer has
 * @param skipped rows that differ and are locked by another session at the moment
 */
public record RangeCounts(long rows, long ids, long inserted, long updated, long deleted, long skipped) {

    public static RangeCounts loaded(long rows) {
        return new RangeCounts(rows, rows, rows, 0, 0, 0);
    }
}
