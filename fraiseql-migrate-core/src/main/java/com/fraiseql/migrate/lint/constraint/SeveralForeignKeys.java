// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.constraint;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** More than one foreign key in one transaction. */
final class SeveralForeignKeys extends Rule {

    SeveralForeignKeys() {
        super(rule("L114", "several-foreign-keys-in-one-transaction", LintLevel.ADVICE)
                .about(Command.AlterTable.class)
                .title("Each foreign key locks two tables, and all of them stay locked until the last one is there")
                .why("""
                        Writers of each of these tables wait from the first foreign key to the end of the transaction.
                        With a foreign key in each migration only two tables are locked at a time.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_post_fkey
                            FOREIGN KEY (fk_post) REFERENCES tb_post (id) NOT VALID;
                        -- second migration
                        ALTER TABLE tb_comment ADD CONSTRAINT tb_comment_author_fkey
                            FOREIGN KEY (fk_author) REFERENCES tb_author (id) NOT VALID;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"ADD table_constraint [ NOT VALID ]\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_author", LockLevel.SHARE_ROW_EXCLUSIVE))
                .proof(new Proof.TakesLock("tb_comment", LockLevel.SHARE_ROW_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && !step.isNew(alter.name())) {
            long here = foreignKeys(alter);
            long above = here == 0
                    ? 0
                    : step.transaction()
                            .commands(Command.AlterTable.class)
                            .filter(other -> !step.isNew(other.name()))
                            .mapToLong(SeveralForeignKeys::foreignKeys)
                            .sum();
            if (here > 1 || (here == 1 && above > 0)) {
                report.add(
                        "This transaction adds " + (here + above)
                                + " foreign keys, and all of their tables stay locked.",
                        "Put each foreign key into a migration of its own.");
            }
        }
    }

    private static long foreignKeys(Command.AlterTable alter) {
        return alter.actions().stream()
                .filter(action -> action instanceof TableAction.AddConstraint add
                        && add.constraint().kind() == Constraint.Kind.FOREIGN_KEY)
                .count();
    }
}
