// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.MigrationLint;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.LintRule;
import com.fraiseql.migrate.options.LintLevel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Findings and rules for a person. */
final class LintText {

    private final Terminal terminal;

    LintText(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(LintReport report) {
        Set<String> shown = new HashSet<>();
        for (Finding finding : report.findings()) {
            terminal.out().print(text(finding, shown.add(finding.rule().id())));
        }
        report.remarks().forEach(terminal::warn);
        terminal.line(summary(report));
    }

    private String text(Finding finding, boolean first) {
        StringBuilder text = new StringBuilder()
                .append(finding.location())
                .append(": ")
                .append(coloured(finding.level()))
                .append(' ')
                .append(finding.rule());
        line(text, "");
        finding.excerpt().lines().forEach(line -> line(text, line));
        line(text.append("  "), finding.message());
        line(text.append("  "), finding.action());
        String rewrite = LintJson.rewrite(finding);
        if (first && !rewrite.isEmpty()) {
            // the same SQL beneath every finding of a rule would hide the findings
            line(text, "");
            rewrite.lines().forEach(line -> line(text.append("      "), line));
        }
        line(text, "");
        return text.toString();
    }

    private static void line(StringBuilder text, String end) {
        text.append(end).append(System.lineSeparator());
    }

    private String coloured(LintLevel level) {
        String name = LintJson.level(level);
        return level == LintLevel.ERROR
                ? terminal.red(name)
                : level == LintLevel.WARNING ? terminal.yellow(name) : name;
    }

    private String summary(LintReport report) {
        String files = Counted.of(report.files(), "file");
        if (report.findings().isEmpty()) {
            return terminal.done() + " " + files + ", nothing found";
        }
        List<String> found = new ArrayList<>();
        add(found, report.count(LintLevel.ERROR), "error");
        add(found, report.count(LintLevel.WARNING), "warning");
        add(found, report.count(LintLevel.ADVICE), "note");
        return (report.reaches(LintLevel.ERROR) ? terminal.wrong() : terminal.open()) + " " + String.join(", ", found)
                + " in " + files;
    }

    private static void add(List<String> found, long number, String noun) {
        if (number > 0) {
            found.add(Counted.of(number, noun));
        }
    }

    /** One line for each rule. */
    void printRules() {
        for (LintRule rule : MigrationLint.rules()) {
            String level = LintJson.level(rule.level());
            terminal.line(rule.name().id() + "  " + level + " ".repeat(9 - level.length())
                    + rule.name().name() + ": " + rule.title());
        }
    }
}
