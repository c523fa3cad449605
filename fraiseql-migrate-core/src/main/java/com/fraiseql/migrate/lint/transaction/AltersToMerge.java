// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Done;
import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;
import com.fraiseql.migrate.sql.TableAction;

/** ALTER TABLE of a table that the same transaction has altered. */
final class AltersToMerge extends Rule {

    AltersToMerge() {
        super(rule("L314", "alter-tables-to-merge", LintLevel.ADVICE)
                .about(Command.AlterTable.class)
                .title("Several ALTER TABLE of one table could be one")
                .why("""
                        Each of them goes through the locks and the catalog, and each one that reads or writes the rows
                        goes through all of them. Several actions of one ALTER TABLE read the table once.
                        """)
                .rewrite("""
                        ALTER TABLE tb_post ADD COLUMN archived boolean, ADD COLUMN pinned boolean;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"Notes\"")
                .proof(new Proof.TakesLock("tb_post", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.AlterTable alter && isMergeable(alter) && !step.isNew(alter.name())) {
            for (Done one : step.transaction().locking()) {
                if (one.command() instanceof Command.AlterTable earlier
                        && isMergeable(earlier)
                        && earlier.name().sameAs(alter.name())) {
                    report.add(
                            "Line " + one.line() + " alters " + alter.name() + " in the same transaction.",
                            "Write both as one ALTER TABLE.");
                    return;
                }
            }
        }
    }

    private static boolean isMergeable(Command.AlterTable alter) {
        return alter.kind() == ObjectKind.TABLE
                && alter.actions().stream()
                        .allMatch(action -> action instanceof TableAction.AddColumn
                                || action instanceof TableAction.DropColumn
                                || action instanceof TableAction.AlterColumn);
    }
}
