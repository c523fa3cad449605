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
import java.util.stream.Stream;

/** A foreign key that is dropped and added again, with another action for instance. */
final class ForeignKeyReplaced extends TableRule {

    ForeignKeyReplaced() {
        super(rule("L140", "foreign-key-replaced-in-place", LintLevel.ERROR)
                .title("A foreign key is replaced in one transaction, and all users of both tables wait for its check")
                .why("""
                        The action of a foreign key cannot be altered, so it is dropped and added again. The drop
                        takes ACCESS EXCLUSIVE on both tables, and keeps it while the new one joins them: readers of
                        both wait for the whole scan. Two foreign keys on the same columns may exist side by side.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD CONSTRAINT tb_post_author_fkey
                            FOREIGN KEY (fk_author) REFERENCES tb_author (id) ON DELETE CASCADE NOT VALID;
                        -- second migration
                        ALTER TABLE tb_post VALIDATE CONSTRAINT tb_post_author_fkey;
                        -- third migration
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_author_fkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_author", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Scans("tb_post"))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_author LIMIT 1")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.AddConstraint add
                && add.constraint().kind() == Constraint.Kind.FOREIGN_KEY
                && add.constraint().checksRows()
                && add.constraint().name() != null
                && isDropped(step, alter, add.constraint().name())) {
            report.add(
                    "Readers and writers of " + alter.name() + " and "
                            + add.constraint().references() + " wait while every row is checked again.",
                    "Add the new one under another name with NOT VALID, validate it later, and drop the old one then.");
        }
    }

    private static boolean isDropped(Step step, Command.AlterTable alter, String name) {
        return Stream.concat(step.transaction().alters(alter.name()), Stream.of(alter))
                .flatMap(other -> other.actions().stream())
                .anyMatch(action -> action instanceof TableAction.DropConstraint drop
                        && drop.constraint().equals(name));
    }
}
