// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A unit's fingerprint, which may be yet to be made. Hashing a big file's data before the first statement would only
 * delay it: it is wanted when the unit is recorded as done, so it is made of the data that the server gets.
 */
public final class LateFingerprint {

    private final @Nullable RawSum raw;
    private final Supplier<UnitFingerprint> reading;
    private @Nullable UnitFingerprint made;

    private LateFingerprint(@Nullable RawSum raw, Supplier<UnitFingerprint> reading, @Nullable UnitFingerprint made) {
        this.raw = raw;
        this.reading = reading;
        this.made = made;
    }

    /** One that has been made. */
    public static LateFingerprint of(UnitFingerprint made) {
        return new LateFingerprint(null, () -> made, made);
    }

    /**
     * One that is still to be made.
     *
     * @param raw the sum of the unit's bytes, which tells whether they are still the same
     * @param reading makes it where it is wanted although the unit is not executed
     */
    static LateFingerprint later(RawSum raw, Supplier<UnitFingerprint> reading) {
        return new LateFingerprint(raw, reading, null);
    }

    UnitFingerprint get() {
        UnitFingerprint fingerprint = made;
        if (fingerprint == null) {
            fingerprint = reading.get();
            made = fingerprint;
        }
        return fingerprint;
    }

    /**
     * What makes it, and compares the unit, while the unit is executed: each time, since the file may change before an
     * attempt that follows. {@code null} if it was made when the script was read.
     */
    public @Nullable UnitSums toMake() {
        return raw == null ? null : new UnitSums();
    }

    /**
     * Makes it.
     *
     * @param sums has been given the whole unit
     * @return whether the unit is the same as when its script was read
     */
    public boolean make(UnitSums sums) {
        if (raw == null || !raw.equals(sums.raw())) {
            return false;
        }
        made = sums.fingerprint();
        return true;
    }

    @Override
    public String toString() {
        return made == null ? "still to be made" : made.toString();
    }
}
