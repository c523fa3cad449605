// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.options.LintLevel;

/**
 * What a rule found in a file.
 *
 * @param rule the rule
 * @param level how much it weighs
 * @param location where
 * @param excerpt the line with a caret beneath the place
 * @param what one sentence: what will happen
 * @param action one sentence: what to do
 */
public record Finding(
        RuleName rule, LintLevel level, SourceLocation location, String excerpt, String what, String action) {

    /**
     * Which rule.
     *
     * @param id its number, such as {@code L101}
     * @param name its name, such as {@code index-not-concurrent}
     */
    public record RuleName(String id, String name) {

        /** Whether a file or an option means this rule: by its number or its name, in any case. */
        public boolean isMeantBy(String word) {
            return word.equalsIgnoreCase(id) || word.equalsIgnoreCase(name);
        }

        @Override
        public String toString() {
            return id + " " + name;
        }
    }
}
