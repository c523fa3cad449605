// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.locking;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.ObjectKind;

/** DROP TRIGGER on a table that others use. */
final class DropTrigger extends Rule {

    DropTrigger() {
        super(rule("L128", "drop-trigger", LintLevel.WARNING)
                .about(Command.DropObject.class)
                .title("DROP TRIGGER stops readers and writers of its table until the transaction ends")
                .why("""
                        Unlike CREATE TRIGGER it takes ACCESS EXCLUSIVE, so readers wait, too. To change a trigger
                        CREATE OR REPLACE TRIGGER is enough, which takes SHARE ROW EXCLUSIVE.
                        """)
                .rewrite("""
                        CREATE OR REPLACE TRIGGER tb_comment_touch
                            BEFORE INSERT OR UPDATE ON tb_comment FOR EACH ROW EXECUTE FUNCTION touch();
                        """)
                .source("PostgreSQL manual, DROP TRIGGER, and \"Table-Level Locks\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE))
                .proof(new Proof.Blocks("SELECT 1 FROM tb_comment LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.command() instanceof Command.DropObject drop
                && drop.kind() == ObjectKind.TRIGGER
                && drop.on() != null
                && !step.isNew(drop.on())) {
            report.at(
                    drop.on().from(),
                    "Readers and writers of " + drop.on() + " wait until the transaction ends.",
                    "Replace the trigger with CREATE OR REPLACE TRIGGER, or drop it in a migration of its own.");
        }
    }
}
