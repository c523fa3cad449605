// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.destructive;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.TableRule;
import com.fraiseql.migrate.options.LintLevel;
import com.fraiseql.migrate.sql.Command;
import com.fraiseql.migrate.sql.LockLevel;
import com.fraiseql.migrate.sql.TableAction;

/** DROP COLUMN. */
final class DropColumn extends TableRule {

    DropColumn() {
        super(rule("L403", "drop-column", LintLevel.ERROR)
                .title("DROP COLUMN removes the values of the column, and the running application asks for it")
                .why("""
                        The old version of the application runs until the deploy is over, and each of its statements
                        that names the column fails with 42703. No rollback of the migration brings the values back.
                        """)
                .rewrite("""
                        -- one release earlier: the application no longer reads or writes the column
                        ALTER TABLE tb_comment DROP COLUMN content;
                        """)
                .source("PostgreSQL manual, ALTER TABLE, \"DROP COLUMN\"")
                .proof(new Proof.TakesLock("tb_comment", LockLevel.ACCESS_EXCLUSIVE)));
    }

    @Override
    protected void check(Step step, Command.AlterTable alter, TableAction action, Report report) {
        if (action instanceof TableAction.DropColumn drop && !step.isNew(alter.name(), drop.column())) {
            report.add(
                    "The values of " + alter.name() + "." + drop.column()
                            + " are gone, and an application that still names it fails.",
                    "Deploy a version that does not use " + drop.column() + " first, and drop it one release later.");
        }
    }
}
