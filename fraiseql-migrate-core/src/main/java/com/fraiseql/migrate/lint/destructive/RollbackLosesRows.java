// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.Write;

/** A rollback that removes rows. */
final class RollbackLosesRows extends Rule {

    RollbackLosesRows() {
        super(rule("L419", "rollback-loses-rows", LintLevel.ADVICE)
                .about(Command.Truncate.class, Command.Query.class, Command.DropObject.class)
                .title("The rollback removes rows that the application may have written since")
                .why("""
                        A rollback is executed when the new version has been in use. All rows that it removes are lost,
                        those that were there before the migration included.
                        """)
                .rewrite("""
                        -- Rollback:
                        -- ALTER TABLE tb_comment DROP COLUMN archived;
                        """)
                .source("docs/writing-migrations.md, \"Rollbacks\"")
                .alsoInRollback()
                .proof(new Proof.LosesRows("tb_comment")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.scope() != Step.Scope.ROLLBACK) {
            return;
        }
        boolean loses = step.command() instanceof Command.Truncate
                || (step.command() instanceof Command.Query query
                        && query.writes().stream()
                                .anyMatch(write -> write.verb() == Write.Verb.DELETE && write.isEveryRow()))
                || (step.command() instanceof Command.DropObject drop && drop.kind() == ObjectKind.SCHEMA);
        if (loses) {
            report.add(
                    "Rows that were written since the migration are lost when it is taken back.",
                    "Take back only what the migration has done.");
        }
    }
}
