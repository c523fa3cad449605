// SPDX-License-Identifier: Apache-2.0
package com.fraiseql.migrate.lint.transaction;

import com.fraiseql.migrate.lint.rule.Proof;
import com.fraiseql.migrate.lint.rule.Report;
import com.fraiseql.migrate.lint.rule.Rule;
import com.fraiseql.migrate.lint.rule.Step;
import com.fraiseql.migrate.lint.rule.Transaction;
import com.fraiseql.migrate.options.LintLevel;

/** ACCESS EXCLUSIVE on a second table, between the file's own BEGIN and COMMIT. */
final class WideLockWindow extends Rule {

    WideLockWindow() {
        super(rule("L313", "several-tables-locked", LintLevel.WARNING)
                .about(TableLocks.COMMANDS)
                .title("One transaction keeps the readers of several tables waiting")
                .why("""
                        While it waits for the second table, it already stops everyone who uses the first one; and with
                        an application that uses the two the other way round it ends in a deadlock. BEGIN and COMMIT in
                        the file make them one transaction.
                        """)
                .rewrite("""
                        -- first migration
                        ALTER TABLE tb_post ADD COLUMN archived boolean;
                        -- second migration
                        ALTER TABLE tb_comment ADD COLUMN archived boolean;
                        """)
                .source("PostgreSQL manual, 13.3.4 \"Deadlocks\"")
                .proof(new Proof.Blocks("SELECT 1 FROM tb_post LIMIT 1")));
    }

    @Override
    public void check(Step step, Report report) {
        if (step.transaction().kind() == Transaction.Kind.FILE) {
            TableLocks.second(step, report);
        }
    }
}
