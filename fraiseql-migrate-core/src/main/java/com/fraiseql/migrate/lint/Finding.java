// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint;

import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.options.LintLevel;
import org.jspecify.annotations.Nullable;

/**
 * What a rule found in a file.
 *
 * @param rule the rule
 * @param level how much it weighs
 * @param location where
 * @param excerpt the line with a caret beneath the place
 * @param what one sentence: what will happen
 * @param action one sentence: what to do
 * @param table the table that it is about; {@code null} if it is about no table that was there before
 */
public record Finding(
        RuleName rule,
        LintLevel level,
        SourceLocation location,
        String excerpt,
        String what,
        String action,
        @Nullable FoundTable table) {

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

    /** {@link #what}, and the size of the table where the server has told it. */
    public String message() {
        return table != null && table.isMeasured() ? what + " (" + table + ")" : what;
    }

    /** The finding on one line, for a log: place, rule, what will happen and what to do. */
    public String line() {
        return location + ": " + rule + ": " + message() + " " + action;
    }

    /** The same about a table whose size is known. */
    public Finding with(FoundTable measured) {
        return new Finding(rule, level, location, excerpt, what, action, measured);
    }

    /** The same at another level. */
    public Finding with(LintLevel other) {
        return new Finding(rule, other, location, excerpt, what, action, table);
    }
}
