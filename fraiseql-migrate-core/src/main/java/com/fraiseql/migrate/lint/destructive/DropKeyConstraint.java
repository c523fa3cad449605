// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.TableAction;

/** DROP CONSTRAINT of a foreign key or unique constraint. */
final class DropKeyConstraint extends TableRule {

    DropKeyConstraint() {
        super(rule("L415", "drop-key-constraint", LintLevel.WARNING)
                .title("Rows that the constraint kept out are let in")
                .why("""
                        From now on duplicates, or rows without a partner, may be written, and the constraint cannot be
                        added again before they are cleaned. Dropping a foreign key also locks the table that it
                        references.
                        """)
                .rewrite("""
                        -- when the application no longer relies on it
                        ALTER TABLE tb_post DROP CONSTRAINT tb_post_fk_author_fkey;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP CONSTRAINT\"")
                .proof(new Proof.Changes(
                        "SELECT count(*) FROM pg_constraint WHERE conname = 'tb_post_fk_author_fkey'", "1", "0")));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DropConstraint drop
                && DroppedConstraint.isKey(step, alter, drop.constraint())) {
            report.add(sentence(alter, drop.constraint()), "Make sure that nothing relies on it any more.");
        }
        if (action instanceof TableAction.AddConstraint add && add.constraint().name() != null) {
            report.withdraw(sentence(alter, add.constraint().name()));
        }
    }

    private static String sentence(Command.AlterTable alter, String constraint) {
        return "What " + constraint + " kept out of " + alter.name().name() + " may be written after this.";
    }
}
