// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

/** Who reads a script that has much data, and leaves the fingerprints of the units with data for later. */
interface DataReading {

    /** Between two statements: whether it is data what is read next. */
    void inData(boolean data);

    /** The fingerprint of a unit that has been left, for one who needs it without executing the unit. */
    UnitFingerprint fingerprint(int unit);
}
