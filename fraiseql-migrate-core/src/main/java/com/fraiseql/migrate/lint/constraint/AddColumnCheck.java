// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Column;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A new column with a CHECK of its own. */
final class AddColumnCheck extends TableRule {

    AddColumnCheck() {
        super(rule("L117", "add-column-check", LintLevel.ERROR)
                .title("ADD COLUMN with CHECK reads the whole table though the column is new")
                .why("""
                        The column has the same value in every row, and yet PostgreSQL checks each of them, under
                        ACCESS EXCLUSIVE: readers and writers wait.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN score integer;
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_score_check CHECK (score >= 0) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_score_check;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD COLUMN\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add && add.column().has(Column.Kind.CHECK)) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait while the CHECK of the new column "
                            + add.column().name() + " reads every row.",
                    "Add the column alone and the CHECK with NOT VALID, and validate it in a later migration.");
        }
    }
}
