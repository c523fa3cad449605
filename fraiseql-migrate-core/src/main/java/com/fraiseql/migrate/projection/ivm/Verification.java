// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.ivm;

/**
 * What a comparison of a maintained table with its view has found.
 *
 * @param table the {@code tv_} with its schema
 * @param rows how many rows of the view were compared
 * @param missing how many were not in the table
 * @param different how many were other than the table's
 * @param extra how many rows of the table were not in the view
 * @param repaired whether the table has been made equal
 */
public record Verification(String table, long rows, long missing, long different, long extra, boolean repaired) {

    public boolean equal() {
        return missing == 0 && different == 0 && extra == 0;
    }
}
