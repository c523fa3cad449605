// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.run;

import com.fraiseql.migrate.lint.FoundTable;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.script.ScriptText;
import com.fraiseql.migrate.script.Statement;
import org.jspecify.annotations.Nullable;

/** Takes what the rules find in one statement of a file, or of the code in one. */
final class StepReport implements Report {

    private final Findings findings;
    private final ScriptText script;
    private final Statement statement;
    private final Base base;
    private Rule rule = ReviewRules.UNREADABLE;
    private @Nullable Step step;

    /**
     * Where the offsets of the tokens are counted from.
     *
     * @param begin where the statement under review begins in the text of the file's statement
     * @param zero what to add to a token's offset
     * @param exact whether offsets mean anything; those of a text that is executed do not
     */
    record Base(int begin, int zero, boolean exact) {}

    StepReport(Findings findings, ScriptText script, Statement statement, Base base) {
        this.findings = findings;
        this.script = script;
        this.statement = statement;
        this.base = base;
    }

    /** The rule that is asked next. */
    void of(Rule asked, Step about) {
        this.rule = asked;
        this.step = about;
    }

    @Override
    public void at(int offset, String what, String action) {
        add(base.exact() ? base.zero() + offset : base.begin(), what, action);
    }

    @Override
    public void withdraw(String what) {
        findings.withdraw(rule, what);
    }

    @Override
    public void add(String what, String action) {
        add(base.begin(), what, action);
    }

    private void add(int offset, String what, String action) {
        FoundTable table = step == null ? null : Subject.of(step);
        findings.add(rule, new Findings.Place(script, statement, offset, table), what, action);
    }
}
