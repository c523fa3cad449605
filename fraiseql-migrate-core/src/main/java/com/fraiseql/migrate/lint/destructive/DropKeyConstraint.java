// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.Constraint;
import com.fraiseql.migrate.sql.TableAction;
import java.util.stream.Stream;

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
        if (action instanceof TableAction.AddConstraint add) {
            withdraw(step, alter, add.constraint(), report);
        }
    }

    /** A constraint of the same kind, under whatever name, takes the place of the old one. */
    private static void withdraw(Step step, Command.AlterTable alter, Constraint added, Report report) {
        if (added.name() != null) {
            report.withdraw(sentence(alter, added.name()));
        }
        Stream.concat(step.transaction().commands(Command.AlterTable.class), Stream.of(alter))
                .filter(other -> other.name().sameAs(alter.name()))
                .flatMap(other -> other.actions().stream())
                .filter(TableAction.DropConstraint.class::isInstance)
                .map(action -> ((TableAction.DropConstraint) action).constraint())
                .filter(name -> DroppedConstraint.mayBe(name, added.kind()))
                .forEach(name -> report.withdraw(sentence(alter, name)));
    }

    private static String sentence(Command.AlterTable alter, String constraint) {
        return "What " + constraint + " kept out of " + alter.name().name() + " may be written after this.";
    }
}
