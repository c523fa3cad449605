// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rule;

/** Takes what one rule finds in one statement. */
public interface Report {

    /**
     * Reports at a place of the statement.
     *
     * @param offset the place: an offset of one of the step's tokens, or of a name in its command
     * @param what one sentence: what will happen, with the names of the file
     * @param action one sentence: what to do
     */
    void at(int offset, String what, String action);

    /** Reports at the beginning of the statement. */
    void add(String what, String action);

    /**
     * Takes back what the rule has reported above in the file, where a later statement makes it untrue.
     *
     * @param what the sentence that was reported
     */
    void withdraw(String what);
}
