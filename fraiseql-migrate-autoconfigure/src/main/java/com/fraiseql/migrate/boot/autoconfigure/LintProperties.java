// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.boot.autoconfigure;

import static com.fraiseql.migrate.boot.autoconfigure.FraiseqlMigrateProperties.or;

import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.LintOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the review of pending migrations, of all databases.
 *
 * @param mode What a start does about what the linter finds in pending migrations.
 * @param failOn Level from which on a finding ends the start, with mode fail.
 * @param levels Levels of single rules, by number or name. A rule has its own if not set.
 * @param serverVersion Major version of PostgreSQL to review for where no server is connected. The worse reading of
 *     all if not set.
 * @param smallTable Findings about tables with fewer rows have the next lower level.
 */
record LintProperties(
        LintMode mode,
        LintLevel failOn,
        Map<String, LintLevel> levels,
        @Nullable Integer serverVersion,
        Long smallTable) {

    LintProperties(
            @Nullable LintMode mode,
            @Nullable LintLevel failOn,
            @Nullable Map<String, LintLevel> levels,
            @Nullable Integer serverVersion,
            @Nullable Long smallTable) {
        LintOptions defaults = LintOptions.defaults();
        this.mode = or(mode, defaults.mode());
        this.failOn = or(failOn, defaults.failOn());
        this.levels = or(levels, defaults.levels());
        this.serverVersion = serverVersion;
        this.smallTable = or(smallTable, defaults.smallTable());
    }
}
