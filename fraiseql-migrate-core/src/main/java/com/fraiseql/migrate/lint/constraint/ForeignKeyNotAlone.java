// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** A foreign key in a transaction that holds other locks. */
final class ForeignKeyNotAlone extends TableRule {

    ForeignKeyNotAlone() {
        super(rule("L113", "foreign-key-not-alone", LintLevel.ADVICE)
                .title("A foreign key locks two tables, and here a third one is locked already")
                .why("""
                        With NOT VALID no row is read, but SHARE ROW EXCLUSIVE is needed on both tables. While the
                        transaction waits for them, others wait for what it has locked before, and a writer of two of
                        the tables may end in a deadlock with it.
                        """)
                .rewrite("""
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_author", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_comment", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE)));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (!(action instanceof TableAction.AddConstraint add)
                || add.constraint().kind() != Constraint.Kind.FOREIGN_KEY) {
            return;
        }
        Done before = step.transaction().firstWith(LockLevel.SHARE_ROW_EXCLUSIVE);
        if (before != null
                && before.locks().locks().stream()
                        .noneMatch(lock -> lock.relation().sameAs(alter.name()))) {
            report.add(
                    "The transaction keeps the lock of line " + before.line() + " while it waits for " + alter.name()
                            + " and " + add.constraint().references() + ".",
                    "Move the foreign key to a migration of its own.");
        }
    }
}
