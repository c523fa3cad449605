// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.design;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** A constraint or index that is added without a name. */
final class UnnamedConstraint extends Rule {

    UnnamedConstraint() {
        super(rule("L818", "unnamed-constraint", LintLevel.ADVICE)
                .about(Command.AlterTable.class, Command.CreateIndex.class)
                .title("PostgreSQL chooses the name of the constraint or index")
                .why("""
                        The name depends on which names are taken, so that two databases may differ, and a later
                        migration that names it fails on one of them.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_positive CHECK (views >= 0) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint\"")
                .proof(new Proof.Observes(
                        "SELECT conname FROM pg_constraint WHERE conrelid = 'tb_post'::regclass AND "
                                + "contype = 'c' AND conname <> 'tb_post_views_check'",
                        "tb_post_views_check1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter) {
            for (TableAction action : alter.actions()) {
                if (action instanceof TableAction.AddConstraint add
                        && add.constraint().name() == null
                        && add.constraint().usingIndex() == null
                        && add.constraint().kind() != Constraint.Kind.PRIMARY_KEY) {
                    report.add("PostgreSQL chooses the name of this constraint.", "Write CONSTRAINT and a name.");
                }
            }
        } else if (step.command() instanceof Command.CreateIndex create && create.index() == null) {
            report.add("PostgreSQL chooses the name of this index.", "Write a name after CREATE INDEX.");
        }
    }
}
