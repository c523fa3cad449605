// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.failure.Secrets;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.Finding.RuleName;
import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.script.Directive;
import com.fraiseql.migrate.script.Excerpt;
import com.fraiseql.migrate.script.ScriptException;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What has been found in one file, without what the file allows. */
final class Findings {

    /** How much of a statement above the place is looked at for the name of a secret. */
    private static final int CONTEXT = 1 << 12;

    private final RuleSet rules;
    private final Allowances allowances;
    private final List<Finding> all = new ArrayList<>();

    Findings(RuleSet rules, Allowances allowances) {
        this.rules = rules;
        this.allowances = allowances;
    }

    List<Finding> all() {
        return all;
    }

    /**
     * Where a rule has found something.
     *
     * @param offset the place in the statement's text, in characters from 0
     * @param table the table that it is about
     */
    record Place(
            ScriptText script,
            Statement statement,
            int offset,
            @Nullable FoundTable table) {}

    void add(Rule rule, Place where, String what, String action) {
        RuleName name = rule.info().name();
        if (allowances.allow(name)) {
            return;
        }
        String text = where.statement().text();
        int at = Math.max(0, Math.min(where.offset(), text.length()));
        SourceLocation place = where.statement().locate(where.script(), text.codePointCount(0, at) + 1);
        all.add(new Finding(name, rules.level(rule), place, excerpt(text, at, place), what, action, where.table()));
    }

    void withdraw(Rule rule, String what) {
        all.removeIf(finding ->
                finding.what().equals(what) && finding.rule().equals(rule.info().name()));
    }

    /** The line, masked with what stands above it in the statement. */
    private static String excerpt(String text, int at, SourceLocation place) {
        int start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        String before = " ".repeat(Math.max(0, place.column() - 1 - text.codePointCount(start, at)));
        String context = text.substring(Math.max(0, start - CONTEXT), end);
        if (!Secrets.mayHoldSecret(context)) {
            return Excerpt.ofHarmless(before + text.substring(start, end), place.line(), place.column());
        }
        String masked = Secrets.mask(context);
        String line = masked.substring(Math.max(0, masked.length() - (end - start)));
        return Excerpt.of(before + line, place.line(), place.column());
    }

    void unreadable(ScriptException e, ScriptText script) {
        Rule rule = ReviewRules.UNREADABLE;
        if (rules.level(rule) != LintLevel.OFF && !allowances.allow(rule.info().name())) {
            all.add(new Finding(
                    rule.info().name(),
                    rules.level(rule),
                    e.location().orElse(SourceLocation.file(script.name())),
                    Objects.requireNonNullElse(e.detail().orElse(null), ""),
                    e.what(),
                    e.action(),
                    null));
        }
    }

    void unused(ScriptText script) {
        Rule rule = ReviewRules.ALLOW;
        if (rules.level(rule) == LintLevel.OFF) {
            return;
        }
        for (Directive directive : allowances.unused()) {
            String action = "Remove it.";
            String what;
            String fault = directive.fault();
            if (fault != null) {
                what = "This directive cannot be read: " + fault + ".";
                action = "Write -- fraiseql:allow L101 \"reason\".";
            } else {
                String word = directive.allowance().rule();
                Rule allowed = Rules.named(word).orElse(null);
                if (allowed != null && rules.level(allowed) == LintLevel.OFF) {
                    continue;
                }
                what = allowed == null
                        ? "There is no rule " + word + "."
                        : "Nothing here breaks the rule " + allowed.info().name() + " that this line allows.";
            }
            SourceLocation place = script.locate(directive.line(), directive.column());
            String line = "-- fraiseql:" + directive.name() + " " + directive.arguments();
            String shown =
                    Excerpt.of(" ".repeat(Math.max(0, directive.column() - 1)) + line, place.line(), place.column());
            all.add(new Finding(rule.info().name(), rules.level(rule), place, shown, what, action, null));
        }
    }
}
