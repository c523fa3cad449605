// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A CHECK that is checked at once. */
final class CheckValidated extends TableRule {

    CheckValidated() {
        super(rule("L116", "check-validated-at-once", LintLevel.ERROR)
                .title("ADD CHECK reads the whole table, and readers and writers wait")
                .why("""
                        Every row is checked under ACCESS EXCLUSIVE. With NOT VALID only new rows are, and VALIDATE
                        CONSTRAINT in a later transaction checks the old ones while others read and write.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_views_check CHECK (views >= 0) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_views_check;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.CHECK
                && add.constraint().checksRows()) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait while every row is checked.",
                    "Add the constraint with NOT VALID, and validate it in a later migration.");
        }
    }
}
