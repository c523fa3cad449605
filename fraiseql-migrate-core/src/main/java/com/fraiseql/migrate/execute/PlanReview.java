// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.execute;

import com.fraiseql.migrate.db.Session;
import com.fraiseql.migrate.execute.Preparation.Prepared;
import com.fraiseql.migrate.execute.checkpoint.ScriptWork;
import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.failure.MigrateException;
import com.fraiseql.migrate.history.History;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.run.LintFile;
import com.fraiseql.migrate.lint.run.Linter;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.options.LintMode;
import com.fraiseql.migrate.options.LintOptions;
import com.fraiseql.migrate.options.MigrateOptions;
import com.fraiseql.migrate.plan.Plan;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.source.LocalMigration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reviews the pending migrations of a run before its first statement ({@code docs/lint.md}). */
final class PlanReview {

    /** How much of the applied files is read for what they make of the schema, the newest first. */
    private static final long MOST_HISTORY = 4L << 20;

    /** What is applied together; what one of the files creates is new to the others. */
    private static final int PENDING = 1;

    private static final int APPLIED = 0;

    private final LintOptions options;
    private final Map<String, String> placeholders;
    private final Linter linter;
    private final List<Finding> findings = new ArrayList<>();

    private PlanReview(MigrateOptions options, Linter linter) {
        this.options = options.lint();
        this.placeholders = options.placeholders();
        this.linter = linter;
    }

    /** Begins with what the applied migrations make of the schema. */
    static PlanReview of(MigrateOptions options, History history, Plan plan, List<LocalMigration> local) {
        PlanReview review = new PlanReview(
                options, new Linter(options.lint(), history.server().major()));
        if (review.wanted() && !plan.steps().isEmpty()) {
            review.read(applied(plan, local));
        }
        return review;
    }

    private boolean wanted() {
        return options.mode() != LintMode.OFF;
    }

    private static Deque<LocalMigration> applied(Plan plan, List<LocalMigration> local) {
        Set<String> pending = new HashSet<>(plan.versions());
        Deque<LocalMigration> newest = new ArrayDeque<>();
        long bytes = 0;
        for (int i = local.size() - 1; i >= 0; i--) {
            LocalMigration migration = local.get(i);
            if (migration.code() == null && !pending.contains(migration.version())) {
                bytes += migration.firstReading() == null
                        ? 0
                        : migration.firstReading().raw().size();
                if (bytes > MOST_HISTORY) {
                    break;
                }
                newest.addFirst(migration);
            }
        }
        return newest;
    }

    private void read(Deque<LocalMigration> applied) {
        for (LocalMigration migration : applied) {
            linter.review(new LintFile(migration.text(), placeholders, APPLIED, false));
        }
    }

    /** The text to read for the plan, from which the review takes its own. */
    ScriptText kept(ScriptText text) {
        return wanted() ? new KeptText(text, (int) Linter.MOST_BYTES) : text;
    }

    /**
     * Reviews one of the pending migrations.
     *
     * @param text what {@link #kept} has given, read to its end
     */
    void add(Prepared step, ScriptText text) {
        LocalMigration migration = step.migration();
        if (!wanted() || migration.code() != null || !(text instanceof KeptText kept)) {
            return;
        }
        int done = linesDone(step.work());
        for (Finding finding : linter.review(new LintFile(kept.again(), placeholders, PENDING, true))) {
            if (finding.location().line() == 0 || finding.location().line() > done) {
                findings.add(finding);
            }
        }
        if (migration.downText() != null) {
            findings.addAll(linter.review(new LintFile(migration.downText(), Map.of(), PENDING, true)));
        }
    }

    /** The last line of what an earlier run has done of the file. */
    private static int linesDone(@Nullable ScriptWork work) {
        return work == null || work.firstUnit() == 0
                ? 0
                : work.script().units().get(work.firstUnit() - 1).extent().lastLine();
    }

    /**
     * What is to be reported, one line each.
     *
     * @throws MigrateException LINT_FINDINGS if a finding ends the run
     */
    List<String> finish(Session session) {
        LintLevel least = options.failOn().compareTo(LintLevel.WARNING) < 0 ? options.failOn() : LintLevel.WARNING;
        List<Finding> measured = TableSizes.measure(session, reaching(findings, least), options.smallTable());
        List<Finding> serious = reaching(measured, options.failOn());
        if (options.mode() == LintMode.FAIL && !serious.isEmpty()) {
            throw refusal(serious);
        }
        List<String> lines = new ArrayList<>();
        reaching(measured, least).forEach(finding -> lines.add(finding.line()));
        lines.addAll(linter.remarks());
        return lines;
    }

    private static List<Finding> reaching(List<Finding> findings, LintLevel level) {
        return findings.stream()
                .filter(finding -> finding.level().compareTo(level) >= 0)
                .toList();
    }

    private static MigrateException refusal(List<Finding> findings) {
        StringBuilder detail = new StringBuilder();
        for (Finding finding : findings) {
            detail.append(detail.isEmpty() ? "" : "\n")
                    .append(finding.location())
                    .append(": ")
                    .append(finding.rule())
                    .append('\n')
                    .append(finding.excerpt())
                    .append("\n  ")
                    .append(finding.message())
                    .append("\n  ")
                    .append(finding.action());
        }
        return MigrateException.builder(
                        FailureCode.LINT_FINDINGS,
                        "The linter has found " + findings.size() + (findings.size() == 1 ? " place" : " places")
                                + " in the pending migrations that must not run as they are.",
                        "Rewrite each as the finding says, or accept it with a line above the statement: "
                                + "-- fraiseql:allow "
                                + findings.get(0).rule().id() + " \"reason\".")
                .location(findings.get(0).location())
                .detail(detail.toString())
                .build();
    }
}
