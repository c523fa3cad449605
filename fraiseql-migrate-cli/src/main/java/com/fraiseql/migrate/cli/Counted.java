// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

/** A number with what it counts. */
final class Counted {

    private Counted() {}

    /** @param noun in the singular, with a plural in -s */
    static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
