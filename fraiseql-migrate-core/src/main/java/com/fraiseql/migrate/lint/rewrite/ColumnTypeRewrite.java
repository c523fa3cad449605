// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.rewrite;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** ALTER COLUMN TYPE to a type that is stored in another way. */
final class ColumnTypeRewrite extends TableRule {

    ColumnTypeRewrite() {
        super(rule("L201", "column-type-rewrite", LintLevel.ERROR)
                .title("ALTER COLUMN TYPE rewrites the whole table and its indexes")
                .why("""
                        Under an ACCESS EXCLUSIVE lock PostgreSQL writes a second copy of the table and builds all of
                        its indexes again: readers and writers wait, and the disk holds both copies meanwhile. Only a
                        few changes need no copy: a longer varchar, varchar to text, a numeric of more digits and the
                        same scale.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN views_new bigint;
                        -- a trigger keeps both columns equal; a batched UPDATE fills the old rows
                        -- last migration, in one short transaction
                        ALTER TABLE tb_post RENAME COLUMN views TO views_old;
                        ALTER TABLE tb_post RENAME COLUMN views_new TO views;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\" and \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_post")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        if (change != null && change.surelyRewrites()) {
            report.add(
                    "Changing the type of " + change.column()
                            + (change.from().isEmpty() ? "" : " from " + change.from()) + " to " + change.to()
                            + " rewrites " + alter.name() + " and all of its indexes.",
                    "Add a column of the new type, fill it in batches, and swap the names.");
        }
    }
}
