// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.options;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How migrations are reviewed.
 *
 * @param mode what a run does about findings
 * @param levels the level of single rules, by number ({@code L101}) or name, in lower case; the others have their own
 * @param serverVersion the major version to review for where no server is connected; {@code null} for the worse one of
 *     all that are supported
 * @param smallTable tables that are known to have fewer rows are reviewed with a level less; 0 for none
 */
public record LintOptions(
        LintMode mode,
        Map<String, LintLevel> levels,
        @Nullable Integer serverVersion,
        long smallTable) {

    public LintOptions {
        Map<String, LintLevel> lower = new TreeMap<>();
        levels.forEach((rule, level) -> lower.put(rule.toLowerCase(Locale.ROOT), level));
        levels = Map.copyOf(lower);
    }

    public static LintOptions defaults() {
        return new LintOptions(LintMode.WARN, Map.of(), null, 0);
    }

    public LintOptions withMode(LintMode newMode) {
        return new LintOptions(newMode, levels, serverVersion, smallTable);
    }

    public LintOptions withLevels(Map<String, LintLevel> newLevels) {
        return new LintOptions(mode, newLevels, serverVersion, smallTable);
    }

    public LintOptions withServerVersion(@Nullable Integer major) {
        return new LintOptions(mode, levels, major, smallTable);
    }

    public LintOptions withSmallTable(long rows) {
        return new LintOptions(mode, levels, serverVersion, rows);
    }
}
