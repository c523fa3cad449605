// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.compatibility;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;

/** ADD CHECK on a table that the running application writes. */
final class AddRequiredCheck extends TableRule {

    AddRequiredCheck() {
        super(rule("L521", "constraint-refuses-old-writes", LintLevel.ADVICE)
                .title("The running application may write what the new constraint refuses")
                .why("""
                        NOT VALID spares the rows that are there, and no new one. Each INSERT and UPDATE of the old
                        version that breaks the rule fails with 23514 from the moment of the commit.
                        """)
                .rewrite("""
                        -- deploy a version that keeps the rule first; then
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_positive CHECK (views >= 0) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.Breaks("UPDATE tb_post SET views = -1 WHERE id = 1", "23514")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.CHECK
                && add.constraint().enforced()) {
            report.add(
                    "A write of the running application that breaks this rule of " + alter.name() + " fails.",
                    "Deploy a version that keeps the rule first.");
        }
    }
}
