// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How migrations are reviewed ({@code docs/lint.md}).
 *
 * @param mode what a run does about findings
 * @param failOn the level from which on a finding ends a run, with {@link LintMode#FAIL}
 * @param levels the level of single rules, by number ({@code L101}) or name, in lower case; the others have their own
 * @param serverVersion the major version to review for where no server is connected; {@code null} for the worse one of
 *     all that are supported
 * @param smallTable findings about tables that are known to have fewer rows have the next lower level; 0 for none
 */
public record LintOptions(
        LintMode mode,
        LintLevel failOn,
        Map<String, LintLevel> levels,
        @Nullable Integer serverVersion,
        long smallTable) {

    /** @throws MigrateException BAD_CONFIGURATION if a number cannot be right */
    public LintOptions {
        Map<String, LintLevel> lower = new TreeMap<>();
        levels.forEach((rule, level) -> lower.put(rule.toLowerCase(Locale.ROOT), level));
        levels = Map.copyOf(lower);
        if (failOn == LintLevel.OFF) {
            throw bad(
                    "fraiseql.migrate.lint.fail-on cannot be off.",
                    "Give error, warning or advice, or set fraiseql.migrate.lint.mode to warn.");
        }
        if (serverVersion != null && (serverVersion < 10 || serverVersion > 99)) {
            throw bad(
                    "fraiseql.migrate.lint.server-version is " + serverVersion
                            + ", which is no major version of PostgreSQL.",
                    "Give the major version alone, such as 16.");
        }
        if (smallTable < 0) {
            throw bad("fraiseql.migrate.lint.small-table is " + smallTable + ".", "Give a number of rows, 0 or more.");
        }
    }

    private static MigrateException bad(String what, String action) {
        return new MigrateException(FailureCode.BAD_CONFIGURATION, what, action);
    }

    public static LintOptions defaults() {
        return new LintOptions(LintMode.WARN, LintLevel.ERROR, Map.of(), null, 0);
    }

    public LintOptions withMode(LintMode newMode) {
        return new LintOptions(newMode, failOn, levels, serverVersion, smallTable);
    }

    public LintOptions withFailOn(LintLevel level) {
        return new LintOptions(mode, level, levels, serverVersion, smallTable);
    }

    public LintOptions withLevels(Map<String, LintLevel> newLevels) {
        return new LintOptions(mode, failOn, newLevels, serverVersion, smallTable);
    }

    public LintOptions withServerVersion(@Nullable Integer major) {
        return new LintOptions(mode, failOn, levels, major, smallTable);
    }

    public LintOptions withSmallTable(long rows) {
        return new LintOptions(mode, failOn, levels, serverVersion, rows);
    }
}
