// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.cli;

import com.fraiseql.migrate.MigrationLint;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.LintReport;
import com.fraiseql.migrate.lint.LintRule;
import com.fraiseql.migrate.options.LintLevel;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Findings in SARIF 2.1.0, the format of OASIS that code scanning reads. */
final class Sarif {

    static final String SCHEMA =
            "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/" + "sarif-schema-2.1.0.json";

    private final List<LintRule> rules = MigrationLint.rules();
    private final Map<String, Integer> indexes = new HashMap<>();

    private Sarif() {
        rules.forEach(rule -> indexes.put(rule.name().id(), indexes.size()));
    }

    static Map<String, @Nullable Object> of(LintReport report, String version) {
        return new Sarif().log(report, version);
    }

    private Map<String, @Nullable Object> log(LintReport report, String version) {
        Map<String, @Nullable Object> driver = new LinkedHashMap<>();
        driver.put("name", "fraiseql migrate lint");
        driver.put("version", version);
        driver.put("rules", rules.stream().map(Sarif::descriptor).toList());
        Map<String, @Nullable Object> run = new LinkedHashMap<>();
        run.put("tool", Map.of("driver", driver));
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", report.findings().stream().map(this::result));
        if (!report.remarks().isEmpty()) {
            run.put("invocations", List.of(invocation(report)));
        }
        Map<String, @Nullable Object> log = new LinkedHashMap<>();
        log.put("$schema", SCHEMA);
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return log;
    }

    private static Map<String, @Nullable Object> invocation(LintReport report) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("executionSuccessful", true);
        map.put(
                "toolExecutionNotifications",
                report.remarks().stream()
                        .map(remark -> Map.of("level", "note", "message", text(remark)))
                        .toList());
        return map;
    }

    private static Map<String, @Nullable Object> descriptor(LintRule rule) {
        Map<String, @Nullable Object> help = new LinkedHashMap<>();
        help.put("text", rule.rewrite().isEmpty() ? rule.title() : rule.rewrite());
        help.put("markdown", "```sql\n" + rule.rewrite() + "\n```\n\nSource: " + rule.source());
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("id", rule.name().id());
        map.put("name", rule.name().name());
        map.put("shortDescription", text(rule.title() + "."));
        map.put("fullDescription", text(LintJson.oneLine(rule.why())));
        map.put("help", help);
        map.put("defaultConfiguration", Map.of("level", level(rule.level())));
        return map;
    }

    private Map<String, @Nullable Object> result(Finding finding) {
        Map<String, @Nullable Object> place = new LinkedHashMap<>();
        place.put("artifactLocation", Map.of("uri", uri(finding.location().file())));
        if (finding.location().line() > 0) {
            Map<String, @Nullable Object> region = new LinkedHashMap<>();
            region.put("startLine", finding.location().line());
            if (finding.location().column() > 0) {
                region.put("startColumn", finding.location().column());
            }
            place.put("region", region);
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("ruleId", finding.rule().id());
        map.put("ruleIndex", indexes.get(finding.rule().id()));
        map.put("level", level(finding.level()));
        map.put("message", text(finding.message() + " " + finding.action()));
        map.put("locations", List.of(Map.of("physicalLocation", place)));
        return map;
    }

    private static Map<String, Object> text(String text) {
        return Map.of("text", text);
    }

    private static String level(LintLevel level) {
        return switch (level) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case ADVICE -> "note";
            case OFF -> "none";
        };
    }

    /** Relative to the working directory, which is the repository's in a workflow. */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/");
            return new URI(absolute ? "file" : null, absolute ? "" : null, (absolute ? "" : "./") + file, null, null)
                    .toASCIIString()
                    .replaceFirst("^\\./", "");
        } catch (URISyntaxException e) {
            return file;
        }
    }
}
