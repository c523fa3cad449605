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
import com.fraiseql.migrate.sql.TokenCursor;

/** A foreign key that is checked at once. */
final class ForeignKeyValidated extends TableRule {

    ForeignKeyValidated() {
        super(rule("L111", "foreign-key-validated-at-once", LintLevel.ERROR)
                .title("ADD FOREIGN KEY stops the writers of both tables while it reads them")
                .why("""
                        PostgreSQL joins the two tables to find rows without a partner, and keeps SHARE ROW EXCLUSIVE
                        on both until the transaction ends. Every INSERT, UPDATE and DELETE of either table waits. ALTER
                        CONSTRAINT … ENFORCED (PostgreSQL 18) reads them as well, and stops readers, too.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_comment VALIDATE CONSTRAINT tb_comment_post_fkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.Scans("tb_comment"))
                .proof(new Proof.Blocks("INSERT INTO tb_post (id, title) VALUES (-1, 'x')")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.FOREIGN_KEY
                && add.constraint().checksRows()) {
            report.add(
                    "Writers of " + alter.name() + " and " + add.constraint().references() + " wait while every row of "
                            + alter.name() + " is checked.",
                    "Add the foreign key with NOT VALID, and validate it in a later migration.");
        } else if (action instanceof TableAction.AlterConstraint change && isEnforced(change)) {
            report.add(
                    "Readers and writers of " + alter.name() + " wait while every row is checked for "
                            + change.constraint() + ".",
                    "Add the foreign key again under another name with NOT VALID, validate it in a later migration, "
                            + "and drop this one.");
        }
    }

    private static boolean isEnforced(TableAction.AlterConstraint change) {
        TokenCursor cursor = new TokenCursor(change.attributes());
        return cursor.mentions("ENFORCED") && !cursor.findAnywhere("NOT", "ENFORCED");
    }
}
