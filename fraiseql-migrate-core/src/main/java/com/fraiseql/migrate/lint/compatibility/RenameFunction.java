// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TokenCursor;

/** RENAME of a function or procedure. */
final class RenameFunction extends Rule {

    RenameFunction() {
        super(rule("L519", "rename-function", LintLevel.ADVICE)
                .about(Command.AlterObject.class)
                .title("The application that is running calls the function by its old name")
                .why("""
                        Its statements fail with 42883 until the deploy is over, and so do functions in PL/pgSQL, which
                        name it in their text.
                        """)
                .rewrite("""
                        CREATE FUNCTION half_of(n integer) RETURNS integer LANGUAGE sql AS 'SELECT half(n)';
                        """)
                .source("PostgreSQL manual, ALTER FUNCTION")
                .proof(new Proof.Breaks("SELECT half(4)", "42883")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterObject alter
                && alter.kind().isRoutine()
                && alter.name() != null
                && !step.isNew(alter.kind(), alter.name())
                && new TokenCursor(alter.action()).accept("RENAME")) {
            report.add(
                    OldName.callSentence(alter.name().name()),
                    "Create a function of the new name, and drop the old one a release later.");
        }
    }
}
