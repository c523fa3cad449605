// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** Called while a script with much data is read, which leaves the fingerprints of the units with data for later. */
interface DataReading {

    /** Called before and after the data of a statement. */
    void inData(boolean data);

    /** The fingerprint of a unit that was left for later, where the unit is not executed. */
    UnitFingerprint fingerprint(int unit);
}
