// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A new column with a unique constraint of its own. */
final class AddColumnUnique extends TableRule {

    AddColumnUnique() {
        super(rule("L107", "add-column-unique", LintLevel.ERROR)
                .title("ADD COLUMN with UNIQUE or PRIMARY KEY builds an index while readers and writers wait")
                .why("""
                        The new column is empty, and yet its index has an entry for each row, and the table is read to
                        build it, under ACCESS EXCLUSIVE.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN code text;
                        -- fill it in batches, then
                        CREATE UNIQUE INDEX CONCURRENTLY tb_post_code_key ON tb_post (code);
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_code_key UNIQUE USING INDEX tb_post_code_key;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint_using_index\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddColumn add && add.column().isKey()) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait until the index on "
                            + add.column().name() + " is built.",
                    "Add the column alone, build a unique index CONCURRENTLY, and add the constraint USING INDEX.");
        }
    }
}
