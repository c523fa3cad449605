// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.script.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the progress of one script is remembered, as SQL for the transaction whose progress it is. Going up it is the history row's
 * checkpoint, going down it is the log.
 */
interface Ledger {

    /**
     * A unit is done.
     *
     * @param last whether the script is done with it
     * @param millis how long it took if the client measured it, {@code null} to take the transaction's age
     */
    List<String> done(Unit unit, boolean last, @Nullable Long millis);

    /** A standalone statement is about to start. */
    List<String> started(Unit unit);

    /** A standalone statement has failed and left nothing behind. */
    List<String> notStarted(Unit unit);

    /** There was no unit to do at all. */
    List<String> nothing();

    /** The same after the script has been cut into another number of units. */
    Ledger recut(int unitsTotal);

    /** Is told that what {@link #done} or {@link #started} gave has been committed. */
    void committed();

    /** Is told that what {@link #notStarted} gave has been committed. */
    void takenBack(Unit unit);
}
