// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.MigrationLint;
import com.fraiseql.migrate.failure.SourceLocation;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.LintRule;
import com.fraiseql.migrate.options.LintLevel;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Findings and rules in this product's own JSON. */
final class LintJson {

    private LintJson() {}

    static Map<String, @Nullable Object> asMap(LintReport report, boolean success) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("success", success);
        map.put("files", report.files());
        map.put("errors", report.count(LintLevel.ERROR));
        map.put("warnings", report.count(LintLevel.WARNING));
        map.put("advice", report.count(LintLevel.ADVICE));
        // made one after the other while they are printed
        map.put("findings", report.findings().stream().map(LintJson::asMap));
        map.put("remarks", report.remarks());
        return map;
    }

    static Map<String, @Nullable Object> asMap(Finding finding) {
        SourceLocation at = finding.location();
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("rule", finding.rule().id());
        map.put("name", finding.rule().name());
        map.put("level", level(finding.level()));
        map.put("file", at.file());
        map.put("line", at.line() == 0 ? null : at.line());
        map.put("column", at.column() == 0 ? null : at.column());
        map.put("message", finding.what());
        map.put("action", finding.action());
        map.put("rewrite", rewrite(finding));
        map.put("excerpt", finding.excerpt());
        map.put("table", finding.table() == null ? null : asMap(finding.table()));
        return map;
    }

    static Map<String, @Nullable Object> asMap(FoundTable table) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("schema", table.schema());
        map.put("table", table.name());
        map.put("rows", table.isMeasured() ? table.rows() : null);
        map.put("bytes", table.isMeasured() ? table.bytes() : null);
        return map;
    }

    static Map<String, @Nullable Object> asMap(LintRule rule) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("rule", rule.name().id());
        map.put("name", rule.name().name());
        map.put("level", level(rule.level()));
        map.put("title", rule.title());
        map.put("why", oneLine(rule.why()));
        map.put("rewrite", rule.rewrite());
        map.put("source", rule.source());
        return map;
    }

    /** Looked up for each finding, of which a folder may have thousands. */
    private static final class Rewrites {
        static final Map<String, String> BY_RULE = MigrationLint.rules().stream()
                .collect(Collectors.toMap(rule -> rule.name().id(), LintRule::rewrite));
    }

    static String rewrite(Finding finding) {
        return Rewrites.BY_RULE.getOrDefault(finding.rule().id(), "");
    }

    static String level(LintLevel level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** A paragraph without its line ends. */
    static String oneLine(String paragraph) {
        return paragraph.replaceAll("\\s*\\n\\s*", " ");
    }
}
