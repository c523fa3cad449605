// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

/** What a run does about the findings of the linter. */
public enum LintMode {
    /** Nothing is read for review. */
    OFF,
    /** They are reported, and the run goes on. */
    WARN,
    /** A finding of the level {@link LintOptions#failOn} or a higher one ends the run before its first statement. */
    FAIL
}
