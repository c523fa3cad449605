// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.fill;

import com.fraiseql.migrate.projection.state.SyncState;
import java.util.List;

/**
 * What a table is to be filled with.
 *
 * @param definition identifies the source
 * @param tableOid the table
 * @param files its storage ({@code Projection#files})
 * @param full whether a sync of the same definition that is unfinished is begun again
 * @param mayLeaveVanished whether rows that have vanished may be left for another pass, if rows of other tables refer
 *     to them
 */
record FillRequest(String definition, long tableOid, List<String> files, boolean full, boolean mayLeaveVanished) {

    /** Whether an unfinished sync does just this, so that it can be resumed if its rows are still there. */
    boolean continues(SyncState recorded) {
        return definition.equals(recorded.target())
                && recorded.targetOid() == tableOid
                && !SyncState.replaced(recorded.targetFiles(), files)
                // the second pass of a full run goes on with what the first one has begun
                && (!full || !mayLeaveVanished);
    }
}
