// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.failure.FailureCode;
import com.fraiseql.migrate.lint.Finding;
import com.fraiseql.migrate.lint.body.BodyStatement;
import com.fraiseql.migrate.lint.catalog.Catalog;
import com.fraiseql.migrate.lint.catalog.CatalogChanges;
import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Step.Code;
import com.fraiseql.migrate.lint.rule.Step.Scope;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.script.Cuts;
import com.fraiseql.migrate.script.Parsed;
import com.fraiseql.migrate.script.ReviewReader;
import com.fraiseql.migrate.script.RollbackSection;
import com.fraiseql.migrate.script.ScriptException;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import com.fraiseql.migrate.script.Unit;
import com.fraiseql.migrate.script.UnitBoundaries;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.CommandParser;
import com.fraiseql.migrate.sql.TransactionWords;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reviews one file: shows each of its statements to the rules, then takes in what the statement changes. */
final class FileReview {

    /** In the rollback nothing is new that the file has created. */
    private static final int NO_BATCH = -1;

    private final RuleSet rules;
    private final LintFile file;
    private final Allowances allowances = new Allowances();
    private final Findings findings;
    private Transaction transaction = new Transaction(Transaction.Kind.ENGINE);
    private Catalog known;
    private int batch;
    private @Nullable Statement begun;
    private int cutAfter;

    FileReview(RuleSet rules, Catalog known, LintFile file) {
        this.rules = rules;
        this.known = known;
        this.file = file;
        this.findings = new Findings(rules, allowances);
        this.batch = file.batch();
    }

    List<Finding> findings() {
        return findings.all();
    }

    /** What has not been reviewed, as a sentence; {@code null} if all of it has been. */
    @Nullable
    String remark() {
        return cutAfter == 0
                ? null
                : file.text().name() + " has more than " + (Linter.MOST_BYTES >> 20)
                        + " MB; it was not reviewed below line " + cutAfter + ".";
    }

    void run() {
        try {
            ScriptText text = file.text();
            RollbackSection rollback = read(text, file.placeholders(), text.undoes());
            if (rollback != null && file.reported()) {
                read(rollback.in(text), Map.of(), true);
            }
        } catch (ScriptException e) {
            if (e.code() == FailureCode.UNREADABLE_FILE) {
                throw e;
            }
            findings.unreadable(e, file.text());
        }
        findings.unused(file.text());
    }

    private @Nullable RollbackSection read(ScriptText text, Map<String, String> placeholders, boolean undoes) {
        UnitBoundaries boundaries = new UnitBoundaries(Cuts.none());
        boolean undo = undoes;
        if (undo) {
            beginRollback();
        }
        try (ReviewReader reader = ReviewReader.open(text, placeholders, Linter.MOST_BYTES)) {
            for (Statement statement = reader.next(); statement != null; statement = reader.next()) {
                if (reader.undoes() && !undo) {
                    if (!file.reported()) {
                        return null;
                    }
                    undo = true;
                    beginRollback();
                }
                UnitBoundaries.Place place = boundaries.next(statement, reader.headDirectives());
                if (place.first()) {
                    transaction = new Transaction(kind(place), transaction);
                }
                Parsed parsed = reader.parsed(statement);
                begun = begun(place, statement, parsed);
                allowances.next(statement.index() == 0 && !undo, statement.directives());
                review(text, statement, parsed, reader.comments(), undo ? Scope.ROLLBACK : Scope.FILE);
            }
            cutAfter = reader.cutAfter();
            if (cutAfter == 0) {
                unfinished(text);
            }
            return undo ? null : reader.rollback();
        }
    }

    /** The BEGIN of the transaction that is open after a statement; ROLLBACK ends it, too, and has its own rule. */
    private @Nullable Statement begun(UnitBoundaries.Place place, Statement statement, Parsed parsed) {
        boolean rollback = parsed.command() instanceof Command.TransactionControl control
                && control.words().kind() == TransactionWords.Kind.ROLLBACK;
        if (place.kind() != Unit.Kind.EXPLICIT || place.last() || rollback) {
            return null;
        }
        return place.first() ? statement : begun;
    }

    private void unfinished(ScriptText text) {
        if (begun != null && rules.asks(ReviewRules.UNFINISHED)) {
            findings.add(
                    ReviewRules.UNFINISHED,
                    new Findings.Place(text, begun, 0, null),
                    "This transaction is not committed, so the engine refuses the file.",
                    "Add COMMIT at the end of the file.");
        }
        begun = null;
    }

    private void beginRollback() {
        known = new Catalog();
        batch = NO_BATCH;
        transaction = new Transaction(Transaction.Kind.ENGINE);
    }

    /** With no-transaction a statement is alone in its unit, and the engine begins no transaction for it. */
    private static Transaction.Kind kind(UnitBoundaries.Place place) {
        return switch (place.kind()) {
            case TRANSACTION -> place.last() ? Transaction.Kind.NONE : Transaction.Kind.ENGINE;
            case EXPLICIT -> Transaction.Kind.FILE;
            case STANDALONE -> Transaction.Kind.NONE;
        };
    }

    private void review(ScriptText text, Statement statement, Parsed parsed, List<String> comments, Scope scope) {
        StepReport report = new StepReport(findings, text, statement, new StepReport.Base(0, 0, true));
        show(new Code(parsed.tokens(), parsed.command(), statement.line(), false, comments), scope, report);
        CodeBlock block = CodeBlock.of(parsed);
        if (block == null) {
            return;
        }
        Scope inner = scope == Scope.ROLLBACK ? scope : Scope.BLOCK;
        for (BodyStatement one : block.statements()) {
            boolean exact = one.kind() != BodyStatement.Kind.TEXT;
            StepReport.Base base = new StepReport.Base(block.offset() + one.offset(), block.offset(), exact);
            boolean unknown = one.kind() == BodyStatement.Kind.UNKNOWN;
            show(
                    new Code(one.tokens(), CommandParser.parse(one.tokens()), statement.line(), unknown, List.of()),
                    inner,
                    new StepReport(findings, text, statement, base));
        }
    }

    /** Shows a statement to the rules, and takes in what it changes. */
    private void show(Code code, Scope scope, StepReport report) {
        Step step = Step.of(code, scope, transaction, known, new Step.Setting(rules.version(), batch));
        if (file.reported()) {
            for (Rule rule : rules.about(step.command(), scope)) {
                report.of(rule, step);
                rule.check(step, report);
            }
        }
        if (!code.unknown()) {
            transaction.add(new Done(step.command(), step.locks(), code.line()));
            CatalogChanges.apply(known, step.command(), batch);
        }
    }
}
