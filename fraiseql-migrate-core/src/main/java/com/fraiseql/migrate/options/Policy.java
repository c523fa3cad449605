// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

/**
 * What to do where files and history disagree ({@code docs/operations.md}).
 *
 * @param checksumMismatch an applied migration's file has been edited
 * @param outOfOrder a pending migration is older than the newest applied one
 * @param missing an applied migration that is older than a local one has no file
 */
public record Policy(Reaction checksumMismatch, OutOfOrder outOfOrder, Reaction missing) {

    /** Whether something is an error or a warning. */
    public enum Reaction {
        FAIL,
        WARN
    }

    /** What happens to a pending migration that is older than the newest applied one. */
    public enum OutOfOrder {
        FAIL,
        APPLY
    }

    public static Policy defaults() {
        return new Policy(Reaction.FAIL, OutOfOrder.FAIL, Reaction.FAIL);
    }
}
