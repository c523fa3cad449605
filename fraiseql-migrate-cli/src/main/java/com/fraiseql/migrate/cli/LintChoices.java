// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.cli.connect.ProjectConfig;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.LintOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How migrations are reviewed. Each option has a property below {@code fraiseql.migrate.lint}. */
final class LintChoices {

    private static final String LEVELS = "fraiseql.migrate.lint.levels";

    @Option(
            names = "--level",
            paramLabel = "RULE=LEVEL",
            description = {
                "Level of one rule, by number or name: off, advice, warning or error;",
                "may be given several times (default: the rule's own)."
            })
    private Map<String, LintLevel> levels = Map.of();

    @Option(
            names = "--server-version",
            paramLabel = "N",
            description = "Major version to review for where no server is connected (default: the worse one of all).")
    private @Nullable Integer serverVersion;

    @Option(
            names = "--small-table",
            paramLabel = "ROWS",
            description = "Findings about tables with fewer rows have the next lower level (default: 0, none).")
    private @Nullable Long smallTable;

    LintOptions options(ProjectConfig project) {
        LintOptions options = fromProject(project, null);
        Map<String, LintLevel> all = new LinkedHashMap<>(options.levels());
        all.putAll(levels);
        return options.withLevels(all)
                .withServerVersion(serverVersion == null ? options.serverVersion() : serverVersion)
                .withSmallTable(smallTable == null ? options.smallTable() : smallTable);
    }

    /** What the project says, with another mode where one is given. */
    static LintOptions fromProject(ProjectConfig project, @Nullable LintMode mode) {
        LintOptions options = LintOptions.defaults();
        Map<String, LintLevel> levels = new LinkedHashMap<>();
        project.below(LEVELS).keySet().forEach(rule -> levels.put(rule, level(project, rule)));
        int version = Choice.of(null, 0, project, "lint.server-version", Integer::valueOf);
        return options.withMode(Choice.of(mode, options.mode(), project, "lint.mode", Choice.among(LintMode.class)))
                .withFailOn(Choice.of(null, options.failOn(), project, "lint.fail-on", Choice.among(LintLevel.class)))
                .withServerVersion(version == 0 ? null : version)
                .withSmallTable(Choice.of(null, options.smallTable(), project, "lint.small-table", Long::valueOf))
                .withLevels(levels);
    }

    private static LintLevel level(ProjectConfig project, String rule) {
        ProjectConfig.Value value = project.below(LEVELS).get(rule);
        try {
            return Choice.among(LintLevel.class).apply(value == null ? "" : value.text());
        } catch (IllegalArgumentException e) {
            throw new UsageProblem(
                    LEVELS + "." + rule + (value == null ? "" : " in " + value.origin()) + " is no level: "
                            + e.getMessage() + ".",
                    "Correct it there, or give --level " + rule + "=LEVEL.");
        }
    }
}
