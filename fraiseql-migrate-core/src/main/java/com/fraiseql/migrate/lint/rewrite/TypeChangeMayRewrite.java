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

/** ALTER COLUMN TYPE of a column whose type no file tells, to one that some types become without a copy. */
final class TypeChangeMayRewrite extends TableRule {

    TypeChangeMayRewrite() {
        super(rule("L219", "type-change-may-rewrite", LintLevel.WARNING)
                .title("ALTER COLUMN TYPE rewrites the whole table, unless the old type is a shorter one of its kind")
                .why("""
                        From a shorter varchar to a longer one or to text, or from a numeric of fewer digits and the
                        same scale, no row is touched. From any other type, and to a shorter one, the table and its
                        indexes are written again under ACCESS EXCLUSIVE. No file tells the old type; a review that is
                        given the files above this one knows it.
                        """)
                .rewrite("""
                        -- with the file that creates the column before it, the review knows the old type
                        ALTER TABLE tb_post ALTER COLUMN slug TYPE text;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"SET DATA TYPE\" and \"Notes\"")
                .proof(new Proof.TakesLock("tb_archive", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Rewrites("tb_archive")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        TypeChange change = TypeChange.of(step, alter, action);
        if (change != null && change.isUndecided()) {
            report.add(
                    "Unless the old type of " + change.column() + " fits into " + change.to() + " as it is, "
                            + alter.name() + " and all of its indexes are rewritten.",
                    "Look up its type; if the table would be rewritten, add a column and fill it in batches instead.");
        }
    }
}
