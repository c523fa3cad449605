// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.projection.state;

/** How the ranges of an unfinished sync are done. */
public enum FillPhase {
    LOAD,
    LOAD_STAGED,
    COMPARE,
    COMPARE_STAGED;

    public boolean staged() {
        return this == LOAD_STAGED || this == COMPARE_STAGED;
    }

    public boolean load() {
        return this == LOAD || this == LOAD_STAGED;
    }
}
