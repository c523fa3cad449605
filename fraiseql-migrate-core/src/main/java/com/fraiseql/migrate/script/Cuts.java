// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.script;

import java.util.Set;

/**
 * Where the engine has learnt from the server that units must end. Within the file's own BEGIN … COMMIT there are no
 * cuts.
 *
 * @param after a unit ends after the statements with these indexes
 * @param alone the statements with these indexes stand alone, outside of a transaction
 */
public record Cuts(Set<Integer> after, Set<Integer> alone) {

    public Cuts {
        after = Set.copyOf(after);
        alone = Set.copyOf(alone);
    }

    public static Cuts none() {
        return new Cuts(Set.of(), Set.of());
    }
}
