// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** VALIDATE in the migration that adds the constraint. */
final class ValidateInMigration extends TableRule {

    ValidateInMigration() {
        super(rule("L138", "validated-in-same-migration", LintLevel.ADVICE)
                .title("The lock of ADD CONSTRAINT is kept while VALIDATE CONSTRAINT reads all rows")
                .why("""
                        Other runners send each statement on its own; this engine runs the file in one transaction,
                        unless a directive cuts it. The strong lock of ADD CONSTRAINT is still held when VALIDATE
                        CONSTRAINT reads the rows, so others wait for as long as without NOT VALID.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_comment VALIDATE CONSTRAINT tb_comment_post_fkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"VALIDATE CONSTRAINT\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Scans("tb_comment"))
                .proof(new Proof.Blocks("UPDATE tb_post SET title = 'x' WHERE id = 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (step.transaction().kind() == Transaction.Kind.ENGINE
                && action instanceof TableAction.ValidateConstraint validate
                && AddedConstraints.above(step, alter, validate.constraint())) {
            report.add(
                    "The lock that added " + validate.constraint() + " is kept while every row of " + alter.name()
                            + " is read.",
                    "Move VALIDATE CONSTRAINT to a later migration.");
        }
    }
}
