// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.QualifiedName;

/** DROP FUNCTION and DROP PROCEDURE. */
final class DropFunction extends Rule {

    DropFunction() {
        super(rule("L513", "drop-function", LintLevel.ADVICE)
                .about(Command.DropObject.class, Command.CreateObject.class)
                .title("DROP FUNCTION breaks an application that still calls the function")
                .why("""
                        Its statements fail with 42883 until the deploy is over.
                        """)
                .rewrite("""
                        -- one release earlier: nothing calls the function any more
                        DROP FUNCTION touch();
                        """)
                .source("PostgreSQL manual, DROP FUNCTION")
                .proof(new Proof.Breaks("SELECT half(4)", "42883")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop
                && (drop.kind().isRoutine() || drop.kind() == ObjectKind.AGGREGATE)) {
            for (QualifiedName routine : drop.names()) {
                if (!step.isNew(drop.kind(), routine)) {
                    report.at(
                            routine.from(),
                            OldName.callSentence(routine.name()),
                            "Drop it one release after the last call of it.");
                }
            }
        } else if (step.command() instanceof Command.CreateObject create
                && create.name() != null
                && create.kind().isRoutine()) {
            report.withdraw(OldName.callSentence(create.name().name()));
        }
    }
}
