// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate;

import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.LintRule;
import com.fraiseql.migrate.lint.SqlFile;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.run.FileReviews;
import com.fraiseql.migrate.lint.run.RulePage;
import com.fraiseql.migrate.lint.run.Rules;
import com.fraiseql.migrate.options.LintOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The review of migrations without a database ({@code docs/lint.md}). */
public final class MigrationLint {

    private MigrationLint() {}

    /**
     * Reviews files in the order in which they are applied.
     *
     * @param files the files
     * @param placeholders values for <code>${name}</code>
     */
    public static LintReport review(List<SqlFile> files, LintOptions options, Map<String, String> placeholders) {
        return FileReviews.of(files, options, null, placeholders);
    }

    /** All rules, by number. */
    public static List<LintRule> rules() {
        return Rules.all().stream().map(MigrationLint::rule).toList();
    }

    /** The rule of a number or name, in any case. */
    public static Optional<LintRule> rule(String word) {
        return Rules.named(word).map(MigrationLint::rule);
    }

    /** The page of a rule in Markdown, by its number or name. */
    public static Optional<String> page(String word) {
        return Rules.named(word).map(RulePage::of);
    }

    private static LintRule rule(Rule rule) {
        var info = rule.info();
        var text = info.text();
        return new LintRule(info.name(), info.level(), text.title(), text.why(), text.rewrite(), text.source());
    }
}
