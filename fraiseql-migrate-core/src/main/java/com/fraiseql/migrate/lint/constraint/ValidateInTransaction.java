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

/** VALIDATE between the BEGIN and COMMIT that add the constraint. */
final class ValidateInTransaction extends TableRule {

    ValidateInTransaction() {
        super(rule("L121", "validated-in-same-transaction", LintLevel.WARNING)
                .title("A constraint is validated in the transaction that adds it, under the lock that added it")
                .why("""
                        NOT VALID avoids the scan under the strong lock of ADD CONSTRAINT. Within one transaction that
                        lock is still held when VALIDATE CONSTRAINT reads the rows, so others wait for as long as
                        without NOT VALID.
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
        if (action instanceof TableAction.ValidateConstraint validate
                && (AddedConstraints.inStatement(alter, validate.constraint())
                        || (step.transaction().kind() == Transaction.Kind.FILE
                                && AddedConstraints.above(step, alter, validate.constraint())))) {
            report.add(
                    "The lock that added " + validate.constraint() + " is kept while every row of " + alter.name()
                            + " is read.",
                    "Commit before VALIDATE CONSTRAINT, or move it to a later migration.");
        }
    }
}
