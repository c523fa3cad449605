// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

/** How much a finding of the linter weighs, the least first. */
public enum LintLevel {
    /** The rule is not asked. */
    OFF,
    /** The design could be better; nothing stops and nothing breaks. */
    ADVICE,
    /** It can hurt, depending on what the file does not tell. */
    WARNING,
    /** It stops readers or writers, loses data or breaks the application that runs. */
    ERROR
}
